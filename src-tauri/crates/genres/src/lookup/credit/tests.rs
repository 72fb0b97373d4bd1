use super::*;

#[test]
fn no_more_is_paid_than_was_there_and_earned() {
    let mut credit = Credit::new();
    let mut paid = 0;
    for earned in 0..1000 {
        credit.earn(1);
        // Whatever is wanted, in whatever order.
        for requests in [earned % 3, 4, 1, earned % 7] {
            paid += if credit.pay_for_comparison(requests) {
                requests
            } else {
                0
            };
            paid += if credit.pay(1) { 1 } else { 0 };
        }
        assert!(paid <= AT_START + earned + 1, "{paid} after {earned}");
    }
    assert_eq!(paid, AT_START + 1000, "all of it is of use");
}

#[test]
fn comparing_leaves_something_for_titles() {
    let mut credit = Credit::new();
    assert!(!credit.pay_for_comparison(AT_START));
    assert!(credit.pay_for_comparison(AT_START - KEPT_FOR_TITLES));
    assert!(!credit.pay_for_comparison(1));
    assert!(credit.pay_for_comparison(0), "what was paid before");
    for _ in 0..KEPT_FOR_TITLES {
        assert!(credit.pay(1));
    }
    assert!(!credit.pay(1));
    credit.earn(1);
    assert!(credit.pay(1));
}
