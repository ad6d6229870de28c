using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>
/// The page an account link leads to. A link opens it once, within minutes; whoever comes again is sent where the merchant mints a new one. Coming back to the
/// merchant means only that: what is still wanted has to be read.
/// </summary>
internal sealed class StripeOnboarding
{
    public async Task<IResult> AnswerAsync(HttpContext http, StripeBooks books, string accountId, string secret)
    {
        var stop = http.RequestAborted;
        if (await books.TryFindAsync(secret, stop, toChange: true) is not { Kind: "account_link" } link || link.About != accountId || await books.TryFindAsync(accountId, stop, toChange: true) is not { Kind: "account" } account)
            return StripePages.Message("This link is not known", "Ask the club's page for a new one.", status: StatusCodes.Status404NotFound);
        var (refresh, back) = ((string)link.Hidden["refresh_url"]!, (string)link.Hidden["return_url"]!);
        if (http.Request.Method != "POST")
        {
            if (link.Hidden["visit"] is not null || books.Now.ToUnixTimeSeconds() > (long)link.Hidden["expires_at"]!) return Results.Redirect(refresh);
            link.Hidden["visit"] = StripeIds.New("visit", 32);
            return Show(http, account, (string)link.Hidden["visit"]!, null);
        }

        var form = await http.Request.ReadFormAsync(stop);
        // Only the page that the link opened may send.
        if (link.Hidden["visit"] is not { } visit || form["visit"] != (string?)visit) return Results.Redirect(refresh);
        switch (form["outcome"].ToString())
        {
            case "complete" when form["terms"] != "yes":
                return Show(http, account, (string)visit!, "Please accept the terms.");
            case "complete":
                StripeAccounts.Complete(books, account);
                break;
            case "document":
                account.Body["details_submitted"] = true;
                account.Hidden["stopped"] = "requirements.past_due";
                StripeAccounts.Ask(account);
                StripeAccounts.TellUpdated(books, account);
                break;
        }
        link.Hidden["visit"] = "used";
        return Results.Redirect(back);
    }

    private static RazorComponentResult<OnboardingPage> Show(HttpContext http, StripeObject account, string visit, string? problem) => new RazorComponentResult<OnboardingPage>(new
    {
        Here = $"{StripeDoor.Path}{http.Request.Path}{http.Request.QueryString}",
        Account = (string?)account.Body["business_profile"]?["name"] ?? account.Id,
        Visited = visit,
        Problem = problem,
    });
}
