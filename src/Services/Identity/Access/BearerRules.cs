using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Identity;

/// <summary>How the API knows a caller: a token we signed, for this host, not yet over, of a session that still lives.</summary>
internal static class BearerRules
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public static void Apply(JwtBearerOptions options, SigningKeys keys, TimeProvider clock)
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = ["JWT"],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuerSigningKey = true,
            IssuerSigningKeyResolver = (_, _, kid, _) => keys.Find(kid),
            LifetimeValidator = (from, until, _, _) => IsNow(from, until, clock.GetUtcNow().UtcDateTime),
            // They depend on the host that was asked: see AdmitAsync.
            ValidateIssuer = false,
            ValidateAudience = false,
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = LearnKeyAsync,
            OnTokenValidated = AdmitAsync,
            OnChallenge = ChallengeAsync,
            OnForbidden = context => (EnrolFirst.IsDue(context.HttpContext) ? EnrolFirst.Due : Refusal.Forbidden()).ExecuteAsync(context.HttpContext),
        };
    }

    private static bool IsNow(DateTime? from, DateTime? until, DateTime now) => from - ClockSkew <= now && now < until + ClockSkew;

    // Keys are read from the database, which the validator's resolver cannot wait for: so they are in memory before it asks.
    private static async Task LearnKeyAsync(MessageReceivedContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return;

        var token = header["Bearer ".Length..].Trim();
        var reader = new JsonWebTokenHandler();
        if (!reader.CanReadToken(token)) return;
        try
        {
            var kid = reader.ReadJsonWebToken(token).Kid;
            await context.HttpContext.RequestServices.GetRequiredService<SigningKeys>().LookForAsync(kid, context.HttpContext.RequestAborted);
        }
        catch (ArgumentException)
        {
            context.Fail("This is not a token.");
        }
    }

    private static async Task AdmitAsync(TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var host = AccessTokens.IssuerOf(services.GetRequiredService<Visit>());
        var token = (JsonWebToken)context.SecurityToken;
        if (token.Issuer != host || token.Audiences.SingleOrDefault() != host) context.Fail("This token is for another host.");
        else if (await services.GetRequiredService<Doorkeeper>().AdmitAsync(context.Principal!) is { } caller) context.Principal = caller;
        else context.Fail("This token's session has ended, or it is another club's.");
    }

    private static Task ChallengeAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        context.Response.Headers.WWWAuthenticate = JwtBearerDefaults.AuthenticationScheme;
        return Refusals.Unauthorized.ExecuteAsync(context.HttpContext);
    }
}
