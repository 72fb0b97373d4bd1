//! Remotes of every kind, and what a real PostgreSQL server does with them. Where none is installed, only folders are tried.

mod behaviour;
mod conflicts;
mod connecting;
mod damage;
mod history;
mod layouts;
mod place;
mod publishing;
mod schema;
mod security;
mod server;
