package cn.tongtu.testkit;

import cn.tongtu.identity.SignedIn;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Somebody without any role who is signed in, for page tests without the sample. */
public final class SignedInPerson {
  private SignedInPerson() {}

  public static RequestPostProcessor added(JdbcClient db) {
    var id =
        db.sql(
                """
                insert into identity.person (account, name) values ('reader', '读者')
                on conflict (account) do update set name = excluded.name returning id
                """)
            .query(Long.class)
            .single();
    return SecurityMockMvcRequestPostProcessors.authentication(
        UsernamePasswordAuthenticationToken.authenticated(
            new SignedIn(id, "reader", "读者"), null, List.of()));
  }
}
