using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Platform.Audit;

/// <summary>Who acts in this scope, and from where: the caller of a request; otherwise the platform itself.</summary>
public sealed class Actor
{
    private const int LongestAgent = 300;

    /// <summary><c>account</c>, <c>guest</c>, <c>admin</c> or <c>system</c>.</summary>
    public string Kind { get; private set; } = "system";

    /// <summary>Id of the account or admin.</summary>
    public Guid? Id { get; private set; }

    /// <summary>Name of the account or admin.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The account an admin acts as.</summary>
    public string? As { get; private set; }

    /// <summary>Address the request came from.</summary>
    public string? Ip { get; private set; }

    /// <summary>What the device says it is.</summary>
    public string? Agent { get; private set; }

    /// <summary>The session of the cookie or token.</summary>
    public string? Session { get; private set; }

    /// <summary>Reads a request once its cookie or token has been looked at.</summary>
    public void Enter(HttpContext http, Caller caller)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        (Kind, Id, Name) = (caller.IsKnown ? http.User.FindFirstValue(Claims.Kind) ?? "account" : "guest", caller.AccountId, caller.Name);
        if (caller.Impersonator is { } admin)
            (Kind, Id, Name, As) = (Claims.Admin, Guid.TryParse(http.User.FindFirstValue(Claims.ImpersonatorId), out var id) ? id : null, admin, caller.Name);
        (Ip, Session) = (http.Connection.RemoteIpAddress?.ToString(), http.User.FindFirstValue(Claims.Session));
        Agent = agent.Length switch { 0 => null, > LongestAgent => agent[..LongestAgent], _ => agent };
    }
}
