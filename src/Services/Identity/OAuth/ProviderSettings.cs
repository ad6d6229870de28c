using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PadelSaaS.Identity.OAuth;

/// <summary>
/// What the framework's handler needs to know of each provider. Addresses may be set beside the client id (<c>Authorize</c>, <c>Token</c>,
/// <c>UserInfo</c>, <c>Issuer</c>), for a stand-in. The handlers are no authentication schemes: those are asked on every request there is.
/// </summary>
internal static class ProviderSettings
{
    private const string Graph = "v23.0";

    public static IServiceCollection AddProviders(this IServiceCollection services)
    {
        services.AddSingleton<Providers>().AddSingleton<DemoProvider>().AddTransient<ProviderHandler>();
        services.AddScoped<Departures>().AddScoped<SignInTickets>().AddScoped<PendingIdentity>().AddScoped<Identities>();
        services.AddSingleton<IPostConfigureOptions<OAuthOptions>, OAuthPostConfigureOptions<OAuthOptions, ProviderHandler>>();
        foreach (var provider in Providers.Known)
            services.AddOptions<OAuthOptions>(provider.Key).Configure<IConfiguration, DemoProvider, TimeProvider>((options, configuration, demo, clock) =>
            {
                Apply(options, provider, demo.IsOn ? demo.Settings(provider) : configuration.GetSection($"Identity:OAuth:{provider.Name}"));
                options.TimeProvider = clock;
            });
        return services;
    }

    /// <summary>What the provider's answer says of the person; <see langword="null"/> when it names nobody.</summary>
    public static ProvidedIdentity? Read(string provider, JsonElement answer)
    {
        // Facebook promises nothing about its addresses, so they count as told and not as proved.
        var (subject, verified, first, last) = provider == "google"
            ? (Text(answer, "sub"), answer.TryGetProperty("email_verified", out var flag) && flag.ValueKind == JsonValueKind.True, Text(answer, "given_name"), Text(answer, "family_name"))
            : (Text(answer, "id"), false, Text(answer, "first_name"), Text(answer, "last_name"));
        if (subject is not { Length: > 0 and <= 255 }) return null;

        var email = Text(answer, "email") is { Length: <= 254 } told && told.Contains('@', StringComparison.Ordinal) ? told.Trim() : null;
        return new ProvidedIdentity(provider, subject, email, verified && email is not null, Short(first ?? Text(answer, "name")), Short(last));
    }

    private static void Apply(OAuthOptions options, Provider provider, IConfiguration settings)
    {
        options.ClientId = settings["ClientId"] ?? "";
        options.ClientSecret = settings["ClientSecret"] ?? "";
        options.CallbackPath = provider.ReturnPath;
        // Without S256 whoever sees a code on its way could use it.
        options.UsePkce = true;
        (options.AuthorizationEndpoint, options.TokenEndpoint, options.UserInformationEndpoint, options.ClaimsIssuer) = provider.Key == "google"
            ? ("https://accounts.google.com/o/oauth2/v2/auth", "https://oauth2.googleapis.com/token", "https://openidconnect.googleapis.com/v1/userinfo", "https://accounts.google.com")
            : ($"https://www.facebook.com/{Graph}/dialog/oauth", $"https://graph.facebook.com/{Graph}/oauth/access_token",
                $"https://graph.facebook.com/{Graph}/me?fields=id,name,first_name,last_name,email", "https://www.facebook.com");
        options.AuthorizationEndpoint = settings["Authorize"] ?? options.AuthorizationEndpoint;
        options.TokenEndpoint = settings["Token"] ?? options.TokenEndpoint;
        options.UserInformationEndpoint = settings["UserInfo"] ?? options.UserInformationEndpoint;
        options.ClaimsIssuer = settings["Issuer"] ?? options.ClaimsIssuer;
        foreach (var scope in provider.Key == "google" ? (string[])["openid", "email", "profile"] : ["public_profile", "email"]) options.Scope.Add(scope);
        options.SignInScheme = Schemes.Cookie;
        options.SaveTokens = false;
        options.Events = AskProvider.Events;
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        options.CorrelationCookie.Name = $"padel_out_{provider.Key}.";
        options.CorrelationCookie.Path = "/";
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Short(string? name)
    {
        var text = name?.Replace("\0", "", StringComparison.Ordinal).Trim() ?? "";
        return text.Length <= Register.LongestName ? text : text[..Register.LongestName];
    }
}
