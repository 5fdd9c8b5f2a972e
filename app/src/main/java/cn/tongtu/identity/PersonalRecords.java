package cn.tongtu.identity;

import cn.tongtu.shared.IdentityNumber;
import cn.tongtu.shared.Phone;
import cn.tongtu.shared.WrongField;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Telephone and identity numbers of people, as they are kept: never in clear (人员个人信息). */
@Repository
class PersonalRecords {
  private static final String PHONE = "phone";
  private static final String IDENTITY = "identity number";

  private final JdbcClient db;
  private final PersonalData personal;

  PersonalRecords(JdbcClient db, PersonalData personal) {
    this.db = db;
    this.personal = personal;
  }

  /** What is known of a person (个人信息); it prints masked. */
  record Known(Optional<Phone> phone, Optional<IdentityNumber> identity) {
    static final Known NOTHING = new Known(Optional.empty(), Optional.empty());

    /** As the audit trail may have it. */
    Map<String, String> masked() {
      return Map.of(
          "phone", phone.map(Phone::masked).orElse(""),
          "identity", identity.map(IdentityNumber::masked).orElse(""));
    }
  }

  Known get(long person) {
    return db.sql("select phone, identity_number from identity.personal_data where person = ?")
        .param(person)
        .query((rs, _) ->
            new Known(
                reveal(rs.getBytes("phone"), place(person, PHONE)).map(Phone::new),
                reveal(rs.getBytes("identity_number"), place(person, IDENTITY))
                    .map(IdentityNumber::new)))
        .optional()
        .orElse(Known.NOTHING);
  }

  private Optional<String> reveal(byte @Nullable [] concealed, String place) {
    return Optional.ofNullable(concealed).map(bytes -> personal.reveal(bytes, place));
  }

  private static String place(long person, String what) {
    return "person " + person + " " + what;
  }

  /** Phones of a page of people, masked. */
  Map<Long, String> maskedPhones(List<Long> people) {
    return db
        .sql(
            "select person, phone from identity.personal_data where phone is not null and person = any (?)")
        .param(people.toArray(Long[]::new))
        .query((rs, _) ->
            Map.entry(
                rs.getLong("person"),
                new Phone(personal.reveal(rs.getBytes("phone"), place(rs.getLong("person"), PHONE)))
                    .masked()))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void put(long person, Known known) {
    var phone = known.phone.map(Phone::full);
    var identity = known.identity.map(IdentityNumber::full);
    try {
      db.sql(
              """
              insert into identity.personal_data
                (person, phone, phone_mark, identity_number, identity_mark)
              values (?, ?, ?, ?, ?)
              on conflict (person) do update set
                phone = excluded.phone, phone_mark = excluded.phone_mark,
                identity_number = excluded.identity_number, identity_mark = excluded.identity_mark
              """)
          .params(
              Arrays.<@Nullable Object>asList(
                  person,
                  phone.map(text -> personal.conceal(text, place(person, PHONE))).orElse(null),
                  phone.map(text -> personal.mark(text, PHONE)).orElse(null),
                  identity
                      .map(text -> personal.conceal(text, place(person, IDENTITY)))
                      .orElse(null),
                  identity.map(text -> personal.mark(text, IDENTITY)).orElse(null)))
          .update();
    } catch (DuplicateKeyException another) {
      throw new WrongField("identity", "已有人员登记了这个公民身份号码", "somebody else has this identity number");
    }
  }

  Optional<Long> find(IdentityNumber number) {
    return db.sql("select person from identity.personal_data where identity_mark = ?")
        .param(personal.mark(number.full(), IDENTITY))
        .query(Long.class)
        .optional();
  }

  List<Long> find(Phone number) {
    return db.sql("select person from identity.personal_data where phone_mark = ? order by person")
        .param(personal.mark(number.full(), PHONE))
        .query(Long.class)
        .list();
  }
}
