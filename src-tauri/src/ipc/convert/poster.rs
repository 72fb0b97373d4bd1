//! Which poster the page asks for.

use chrono::NaiveDate;
use library::{PosterQuery, PosterSubject, Shape};

use super::filter;
use crate::ipc::view;

pub(crate) fn query(query: view::PosterQuery, today: NaiveDate) -> PosterQuery {
    PosterQuery {
        subject: match query.subject {
            view::PosterSubject::Artist { key } => PosterSubject::Artist(key),
            view::PosterSubject::Album { key } => PosterSubject::Album(key),
            view::PosterSubject::Track { key } => PosterSubject::Track(key),
            view::PosterSubject::Year { year } => PosterSubject::Year(year),
        },
        rule: filter::rule(query.rule),
        with_hidden: query.with_hidden,
        today,
    }
}

pub(crate) fn shape(shape: view::PosterShape) -> Shape {
    match shape {
        view::PosterShape::Portrait => Shape::Portrait,
        view::PosterShape::Wide => Shape::Wide,
    }
}
