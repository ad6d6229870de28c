using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Platform.Http;

/// <summary>Writes down who is asking, once the cookie or token has been read.</summary>
internal sealed class EnterVisit(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http, Visit visit, Actor actor)
    {
        if (http.User.Identity?.IsAuthenticated == true) visit.Caller = Caller.From(http.User);
        actor.Enter(http, visit.Caller);
        return next(http);
    }
}
