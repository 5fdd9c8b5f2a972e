package cn.tongtu.form;

import java.util.Optional;

/** Who is signed in and fills in the form (填表人). */
public interface FormOwner {
  /** The person's number. */
  Optional<Long> here();
}
