package cn.tongtu.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Telephone and identity numbers: what is taken, and that none prints itself. */
class PersonalNumbersTest {
  /** The two examples that GB 11643-1999 gives. */
  @ParameterizedTest
  @ValueSource(strings = {"11010519491231002X", "440524188001010014", "11010519491231002x"})
  void theStandardsOwnExamplesAreTaken(String number) {
    assertThat(IdentityNumber.of(number).full()).isEqualToIgnoringCase(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "110105194912310021", // the check character
        "11010519491231012X", // a digit
        "110105194902300024", // the thirtieth of February
        "11010549123102", // the old form of fifteen
        "01010519491231002X",
        ""
      })
  void whatDoesNotAgreeIsRefusedAndNotRepeated(String number) {
    assertThatThrownBy(() -> IdentityNumber.of(number))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("校验码")
        .extracting(Throwable::getMessage)
        .satisfies(told -> assertThat(number.isEmpty() || !told.contains(number)).isTrue());
  }

  /** Of every single wrong digit and every swap of neighbours the check character tells. */
  @Test
  void oneWrongDigitAndTwoSwappedAreAlwaysFound() {
    var right = "440524188001010014";
    for (int place = 14; place < 17; place++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        var wrong = right.substring(0, place) + digit + right.substring(place + 1);
        if (!wrong.equals(right)) {
          assertThatThrownBy(() -> IdentityNumber.of(wrong)).isInstanceOf(Refusal.class);
        }
      }
    }
    assertThatThrownBy(() -> IdentityNumber.of("440524188001010041")).isInstanceOf(Refusal.class);
  }

  @Test
  void aTelephoneNumberIsTakenAsPeopleWriteIt() {
    assertThat(Phone.of("138 1234-5678").full()).isEqualTo("13812345678");
    assertThat(Phone.of("0571-88123456").full()).isEqualTo("057188123456");
    for (var wrong : new String[] {"12812345678", "1381234567", "138123456789", "电话", ""}) {
      assertThatThrownBy(() -> Phone.of(wrong)).isInstanceOf(Refusal.class);
    }
  }

  @Test
  void printedTheyAreMasked() {
    assertThat(Phone.of("13812345678")).hasToString("138****5678");
    assertThat(IdentityNumber.of("11010519491231002X")).hasToString("110***********002X");
    assertThat("somebody " + Phone.of("13812345678")).doesNotContain("12345678");
  }
}
