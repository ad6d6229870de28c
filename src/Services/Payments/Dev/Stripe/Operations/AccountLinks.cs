using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Links that a club's owner is sent to, each good for one visit and some minutes; and the second version of accounts.</summary>
internal sealed class AccountLinks
{
    private static readonly TimeSpan Lives = TimeSpan.FromMinutes(5);

    public IEnumerable<StripeOperation> Operations =>
    [
        new("POST", "/v1/account_links", "account type refresh_url return_url collect collection_options[fields] collection_options[future_requirements]", CreateAsync),
        new("POST", "/v1/accounts/{account}/login_links", "", CreateLoginAsync),
        new("POST", "/v2/core/account_links", "account use_case[type] use_case[account_onboarding][refresh_url] use_case[account_onboarding][return_url] use_case[account_onboarding][collection_options][fields] " +
            "use_case[account_onboarding][collection_options][future_requirements] use_case[account_onboarding][configurations][]", CreateSecondAsync),
    ];

    private static async Task<StripeAnswer> CreateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var account = await StripeAccounts.FindAsync(books, call.Said.Required("account"), stop);
        var type = call.Said.Required("type");
        call.Said.OneOf("type", "account_onboarding", "account_update");
        if (type == "account_update" && (string?)account.Body["controller"]?["requirement_collection"] != "application")
            throw StripeFailure.Invalid("You cannot create `account_update` type Account Links for accounts where Stripe collects requirements.", "type");
        var link = Make(books, account, call.Said.Required("refresh_url"), call.Said.Required("return_url"), call.Origin);
        return StripeAnswer.Of(new JsonObject { ["object"] = "account_link", ["created"] = books.Now.ToUnixTimeSeconds(), ["expires_at"] = (books.Now + Lives).ToUnixTimeSeconds(), ["url"] = link });
    }

    private static async Task<StripeAnswer> CreateSecondAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var account = await StripeAccounts.FindAsync(books, call.Said.Required("account"), stop);
        if (call.Said.Required("use_case[type]") != "account_onboarding") throw StripeFailure.Invalid("Only account_onboarding is known.", "use_case.type");
        var (refresh, back) = (call.Said.Required("use_case[account_onboarding][refresh_url]"), call.Said.Required("use_case[account_onboarding][return_url]"));
        return StripeAnswer.Of(new JsonObject
        {
            ["object"] = "v2.core.account_link",
            ["account"] = account.Id,
            ["created"] = SecondAccounts.Time(books.Now),
            ["expires_at"] = SecondAccounts.Time(books.Now + Lives),
            ["livemode"] = false,
            ["url"] = Make(books, account, refresh, back, call.Origin),
            ["use_case"] = new JsonObject { ["type"] = "account_onboarding", ["account_onboarding"] = new JsonObject { ["refresh_url"] = refresh, ["return_url"] = back, ["configurations"] = new JsonArray("merchant") } },
        });
    }

    private static string Make(StripeBooks books, StripeObject account, string refresh, string back, string origin)
    {
        foreach (var (url, name) in new[] { (refresh, "refresh_url"), (back, "return_url") })
            if (!Uri.TryCreate(url, UriKind.Absolute, out var whole) || whole.Scheme is not ("http" or "https")) throw StripeFailure.Invalid("Not a valid URL", name, "url_invalid");
        var secret = StripeIds.New("acct_link", 32);
        var link = books.Add("account_link", StripeCall.Platform, account.Id, [], secret);
        (link.Hidden["refresh_url"], link.Hidden["return_url"], link.Hidden["expires_at"]) = (refresh, back, (books.Now + Lives).ToUnixTimeSeconds());
        return $"{origin}{StripePages.OnboardingPath(account.Id, secret)}";
    }

    private static async Task<StripeAnswer> CreateLoginAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var account = await StripeAccounts.FindAsync(books, call.Id, stop);
        if ((string?)account.Body["controller"]?["stripe_dashboard"]?["type"] != "express") throw StripeFailure.Invalid("Cannot create a login link for an account that is not an Express account.", "account");
        if (!account.Is("details_submitted")) throw StripeFailure.Invalid("Cannot create a login link for an account that has not completed onboarding.", "account");
        return StripeAnswer.Of(new JsonObject { ["object"] = "login_link", ["created"] = books.Now.ToUnixTimeSeconds(), ["url"] = $"{call.Origin}{StripePages.DashboardPath(account.Id)}" });
    }
}
