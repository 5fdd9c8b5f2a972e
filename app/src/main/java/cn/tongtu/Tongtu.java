package cn.tongtu;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application (通途): runs an authority's work and lets every reported figure follow from it. */
@SpringBootApplication
public class Tongtu {
  public static void main(String[] args) {
    SpringApplication.run(Tongtu.class, args);
  }
}
