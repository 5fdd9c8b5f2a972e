package cn.tongtu.shared;

import java.util.function.Supplier;

/**
 * What the forms of a page carry unseen (表单标记).
 *
 * @param once gives each rendered form a mark of its own, so that it is taken once; empty text
 *     where nobody is signed in
 * @param from the page that the form stands on, to be opened again
 * @param owner whose drafts a browser keeps: the person's number, or empty
 */
public record FormMarks(Supplier<String> once, String from, String owner) {}
