//! Finds paths such as `a::b::C` among tokens, inside macros and groups as well.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A path such as `crate::a::B`, a name each.
pub(super) type Names = Vec<String>;

/// Adds every path of two names or more, and every leaf of the trees in which a path may end (`a::{b, c::d}`).
pub(super) fn mentions(tokens: TokenStream, into: &mut Vec<Names>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(_) if !follows_separator(&tokens, at) => at = path(&tokens, at, &mut Vec::new(), into),
            TokenTree::Group(group) => {
                mentions(group.stream(), into);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// Reads on from a name and adds what it leads to. Gives where to go on.
fn path(tokens: &[TokenTree], mut at: usize, prefix: &mut Names, into: &mut Vec<Names>) -> usize {
    let mut names = prefix.clone();
    while let Some(TokenTree::Ident(name)) = tokens.get(at) {
        names.push(name.to_string());
        at += 1;
        if !is_separator(tokens, at) {
            break;
        }
        at += 2;
        if let Some(TokenTree::Group(group)) = tokens.get(at)
            && group.delimiter() == Delimiter::Brace
        {
            branches(group.stream(), &mut names, into);
            return at + 1;
        }
    }
    if names.len() > 1 {
        into.push(names);
    }
    at
}

fn branches(tokens: TokenStream, prefix: &mut Names, into: &mut Vec<Names>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for branch in tokens.split(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',')) {
        path(branch, 0, prefix, into);
    }
}

/// Whether `::` stands here.
fn is_separator(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |at: usize| match tokens.get(at) {
        Some(TokenTree::Punct(mark)) if mark.as_char() == ':' => Some(mark.spacing()),
        _ => None,
    };
    colon(at) == Some(Spacing::Joint) && colon(at + 1).is_some()
}

/// Whether a path or a field goes on here, or a lifetime: such a name begins nothing.
fn follows_separator(tokens: &[TokenTree], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
    let lifetime_or_field =
        matches!(before(1), Some(TokenTree::Punct(mark)) if mark.as_char() == '\'' || mark.as_char() == '.');
    lifetime_or_field || at >= 2 && is_separator(tokens, at - 2)
}
