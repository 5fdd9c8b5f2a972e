package cn.tongtu.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.PersonalRecords.Known;
import cn.tongtu.shared.IdentityNumber;
import cn.tongtu.shared.Phone;
import cn.tongtu.shared.Refusal;
import cn.tongtu.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Telephone and identity numbers at rest: nothing of them is in the database, and the key is not.
 */
class PersonalDataTest {
  private static final Phone PHONE = Phone.of("13812345678");
  private static final IdentityNumber NUMBER = IdentityNumber.of("11010519491231002X");

  private final TestDatabase database = TestDatabase.fresh();
  private final People people = new People(database.jdbc());
  private final Path file;
  private final PersonalRecords records;

  PersonalDataTest(@TempDir Path folder) {
    file = folder.resolve("keys").resolve("personal.key");
    records = with(file);
  }

  private PersonalRecords with(Path key) {
    return new PersonalRecords(database.jdbc(), new PersonalData(database.jdbc(), key));
  }

  @Test
  void whatWasPutIsFoundAndReadAndNothingOfItIsInTheDatabase() {
    var person = people.add("somebody", "某人", false);
    records.put(person, new Known(Optional.of(PHONE), Optional.of(NUMBER)));

    assertThat(records.get(person).phone()).contains(PHONE);
    assertThat(records.get(person).identity()).contains(NUMBER);
    assertThat(records.find(PHONE)).containsExactly(person);
    assertThat(records.find(NUMBER)).contains(person);
    assertThat(records.find(Phone.of("13912345678"))).isEmpty();
    assertThat(records.maskedPhones(java.util.List.of(person)))
        .containsEntry(person, "138****5678");

    var dump = dump();
    assertThat(dump).as("the dump has the row").contains("somebody");
    for (var clear : new String[] {PHONE.full(), NUMBER.full(), NUMBER.full().substring(0, 17)}) {
      assertThat(dump)
          .doesNotContain(clear)
          .doesNotContain(HexFormat.of().formatHex(clear.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Every row of every table, as text; bytes are written as hexadecimal digits. */
  private String dump() {
    var text = new StringBuilder();
    for (var table :
        database
            .jdbc()
            .sql(
                """
                select format('%I.%I', schemaname, tablename) from pg_tables
                where schemaname not in ('pg_catalog', 'information_schema')
                """)
            .query(String.class)
            .list()) {
      database
          .jdbc()
          .sql("select t::text from " + table + " t")
          .query(String.class)
          .list()
          .forEach(row -> text.append(row).append('\n'));
    }
    return text.toString();
  }

  @Test
  void equalValuesLookDifferentAndNoneCanBeMovedToAnotherRow() {
    var one = people.add("one", "甲", false);
    var other = people.add("other", "乙", false);
    records.put(one, new Known(Optional.of(PHONE), Optional.empty()));
    records.put(other, new Known(Optional.of(PHONE), Optional.empty()));
    assertThat(
            database
                .jdbc()
                .sql("select count(distinct phone) from identity.personal_data")
                .query(Integer.class)
                .single())
        .isEqualTo(2);
    database
        .jdbc()
        .sql(
            """
            update identity.personal_data set phone =
              (select phone from identity.personal_data where person = ?) where person = ?
            """)
        .params(one, other)
        .update();
    assertThatThrownBy(() -> records.get(other)).hasMessageContaining("被改动过");
  }

  @Test
  void nobodyElseHasTheSameIdentityNumber() {
    var one = people.add("one", "甲", false);
    var other = people.add("other", "乙", false);
    var known = new Known(Optional.empty(), Optional.of(NUMBER));
    records.put(one, known);
    records.put(one, known);
    assertThatThrownBy(() -> records.put(other, known)).hasMessageContaining("已有人员登记");
  }

  @Test
  void theKeyIsItsOwnersOnlyAndALostOneIsToldAndNeverMadeAnew() throws IOException {
    var person = people.add("somebody", "某人", false);
    records.put(person, new Known(Optional.of(PHONE), Optional.empty()));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));

    var kept = file.resolveSibling("kept");
    Files.move(file, kept);
    assertThatThrownBy(() -> with(file).get(person))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("个人信息密钥")
        .hasMessageContaining("从备份恢复");
    assertThat(file).as("no other key was made").doesNotExist();

    Files.writeString(file, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    assertThatThrownBy(() -> with(file).get(person)).hasMessageContaining("从备份恢复");
    Files.writeString(file, "not a key");
    assertThatThrownBy(() -> with(file).get(person)).hasMessageContaining("从备份恢复");

    Files.delete(file);
    Files.move(kept, file);
    assertThat(with(file).get(person).phone()).contains(PHONE);
  }
}
