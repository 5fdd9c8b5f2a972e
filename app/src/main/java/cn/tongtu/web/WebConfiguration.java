package cn.tongtu.web;

import java.time.Duration;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/**
 * The language of pages: Chinese, until {@code ?lang=en} says otherwise and a cookie keeps it; and
 * their look.
 */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
  static final String LANGUAGE = "lang";

  @Bean
  LocaleResolver localeResolver() {
    var resolver = new CookieLocaleResolver(LANGUAGE);
    resolver.setDefaultLocale(Locale.SIMPLIFIED_CHINESE);
    resolver.setCookieMaxAge(Duration.ofDays(365));
    resolver.setCookieSameSite("Lax");
    resolver.setCookieHttpOnly(true);
    return resolver;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    var change = new LocaleChangeInterceptor();
    change.setParamName(LANGUAGE);
    change.setIgnoreInvalidLocale(true);
    registry.addInterceptor(change);
    registry.addInterceptor(new Looks());
  }

  /** Whether a parameter says how a page is shown, and not what. */
  static boolean isSetting(String parameter) {
    return parameter.equals(LANGUAGE) || Looks.SETTINGS.contains(parameter);
  }
}
