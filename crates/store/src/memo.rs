//! What an operation works out once, however many rows it then looks at.

use crate::Org;
use model::Result;
use std::{
    any::{Any, TypeId},
    cell::RefCell,
    collections::HashMap,
    rc::Rc,
};

/// One value of each type, for as long as a transaction lasts.
#[derive(Default)]
pub(crate) struct Memo(RefCell<HashMap<TypeId, Rc<dyn Any>>>);

impl Org<'_> {
    /// What `make` makes, made at the first call in this transaction and kept for all others. For what
    /// the operation itself does not change: later calls would not see it.
    ///
    /// # Errors
    /// What `make` fails with; nothing is kept then.
    pub fn once<T: 'static>(&self, make: impl FnOnce(&Self) -> Result<T>) -> Result<Rc<T>> {
        let known = self.memo.0.borrow().get(&TypeId::of::<T>()).cloned();
        if let Some(Ok(known)) = known.map(Rc::downcast) {
            return Ok(known);
        }
        let made = Rc::new(make(self)?);
        self.memo.0.borrow_mut().insert(TypeId::of::<T>(), made.clone());
        Ok(made)
    }
}
