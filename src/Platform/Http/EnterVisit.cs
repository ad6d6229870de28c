using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Platform.Http;

/// <summary>Writes down who is asking, once the cookie or token has been read.</summary>
internal sealed class EnterVisit(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http, Visit visit)
    {
        if (http.User.Identity?.IsAuthenticated == true) visit.Caller = Caller.From(http.User);
        return next(http);
    }
}
