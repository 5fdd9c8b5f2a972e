package cn.tongtu.identity;

import cn.tongtu.shared.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** A page that asks for an {@link Actor} gets the one who is signed in, never one from a form. */
class ActorArgument implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return Actor.class.equals(parameter.getParameterType())
        || Actor.Staff.class.equals(parameter.getParameterType());
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    var address =
        Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)).getRemoteAddr();
    return Token.program()
        .map(program -> ProgramSignIn.actor(program, address))
        .orElseGet(() -> SignedIn.here().orElseThrow().actor(address));
  }
}
