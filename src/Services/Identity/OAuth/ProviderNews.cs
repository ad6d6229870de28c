using Microsoft.Extensions.Localization;

namespace PadelSaaS.Identity.OAuth;

/// <summary>What became of a sign-in at a provider, when it did not end well. A word in an address, a sentence on the page.</summary>
internal static class ProviderNews
{
    public const string Denied = "denied";
    public const string Failed = "failed";
    public const string Late = "late";
    public const string Ticket = "ticket";
    public const string Taken = "taken";
    public const string Other = "other";

    public static string? Of(string? problem, string? provider, IStringLocalizer<IdentityWords> t) => problem switch
    {
        null => null,
        Denied => t["You did not go on at {0}. Nothing was changed.", Providers.NameOf(provider ?? "")].Value,
        Failed => t["{0} did not confirm who you are. Please try again, or sign in another way.", Providers.NameOf(provider ?? "")].Value,
        Taken => t["That account at {0} belongs to another account at this club.", Providers.NameOf(provider ?? "")].Value,
        Other => t["Your account is connected to another account at {0}. Disconnect that one first.", Providers.NameOf(provider ?? "")].Value,
        _ => t["That took too long, or began in another browser. Please try again."].Value,
    };

    /// <summary>The page that says it: whoever is signed in is sent on to their account.</summary>
    public static string Path(string problem, string provider, string? back = null) =>
        $"/sign-in?problem={problem}&with={provider}{(back is null || back == ReturnPath.Home ? "" : $"&return={Uri.EscapeDataString(back)}")}";
}
