using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using PadelSaaS.Contracts;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>The payer at the card page and at the bank. Both are known by the client secret, which the merchant gave the browser.</summary>
internal sealed class StripePayer(Charging charging, SetupIntents setups)
{
    /// <summary>How long a bank takes that takes its time.</summary>
    private static readonly TimeSpan BankTakes = TimeSpan.FromSeconds(20);

    public async Task<IResult> PayAsync(HttpContext http, StripeBooks books, string secret)
    {
        var intent = await FindAsync(books, secret, http.RequestAborted);
        var back = StripePages.Address(http.Request.Query["return_url"]) ?? StripePages.Address((string?)intent.Hidden["return_url"]);
        if (intent.Kind == "payment_intent" && intent.Status is not ("requires_payment_method" or "requires_confirmation" or "requires_action")) return Done(intent, secret, back);
        if (intent.Kind == "setup_intent" && intent.Status is "succeeded" or "canceled") return Done(intent, secret, back);
        if (http.Request.Method != "POST") return await ShowAsync(http, books, intent, back, null, null);

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (card, problem) = form["card"].ToString() is { Length: > 0 } chosen ? (TestCard.ByNumber(chosen), (string?)null) : Typed(form, books.Now);
        if (card is null) return await ShowAsync(http, books, intent, back, problem ?? "Your card number is incorrect.", form);

        var method = PaymentMethods.Make(books, intent.Account, card);
        intent.Body["payment_method"] = method.Id;
        var origin = $"{http.Request.Scheme}://{http.Request.Host.Value}{StripeDoor.Path}";
        var said = new Confirmation(OffSession: false, back ?? origin, FailsOnAction: false, origin);
        if (form["how"].ToString() is "slow" or "closed" && card is { Code: null, Challenge: Challenge.Never } && intent.Kind == "payment_intent")
        {
            Wait(books, intent);
            return form["how"] == "closed"
                ? StripePages.Message("You closed the tab", "The bank answers in about 20 seconds. The shop hears of it from Stripe, and not from this browser.")
                : Redirect(intent, secret, back, "pending");
        }
        var answer = intent.Kind == "payment_intent" ? await charging.ConfirmAsync(books, intent, said, http.RequestAborted) : await setups.ConfirmAsync(books, intent, said, http.RequestAborted);
        if (answer.Status == 402) return await ShowAsync(http, books, intent, back, (string?)answer.Body["error"]!["message"], form);
        if (intent.Status == "requires_action") return Results.Redirect($"{origin}{StripePages.ChallengePath(secret)}");
        return Redirect(intent, secret, back, "succeeded");
    }

    public async Task<IResult> ChallengeAsync(HttpContext http, StripeBooks books, string secret)
    {
        var stop = http.RequestAborted;
        var intent = await FindAsync(books, secret, stop);
        var back = StripePages.Address((string?)intent.Hidden["return_url"]);
        if (intent.Status != "requires_action") return Done(intent, secret, back);
        if (http.Request.Method != "POST")
        {
            return new RazorComponentResult<ChallengePage>(new
            {
                Here = $"{StripeDoor.Path}{StripePages.ChallengePath(secret)}{http.Request.QueryString}",
                Merchant = await MerchantAsync(books, intent, stop),
                ToPay = intent.Kind == "payment_intent" ? StripePages.MoneyOf(intent) : (Money?)null,
            });
        }

        var method = await books.FindAsync("payment_method", intent.Text("payment_method")!, intent.Account, stop, toChange: true);
        var confirms = (await http.Request.ReadFormAsync(stop))["outcome"] == "confirm";
        var said = new Confirmation(OffSession: false, back, FailsOnAction: false, "") { IsAuthenticated = true };
        const string Refused = "We are unable to authenticate your payment method. Please choose a different payment method and try again.";
        var answer = (confirms, intent.Kind) switch
        {
            (true, "payment_intent") => await charging.ConfirmAsync(books, intent, said, stop),
            (true, _) => await setups.ConfirmAsync(books, intent, said, stop),
            (false, "payment_intent") => charging.Decline(books, intent, method, "payment_intent_authentication_failure", null, Refused),
            _ => SetupIntents.Decline(books, intent, method, "setup_intent_authentication_failure", null, Refused),
        };
        intent.Body["next_action"] = null;
        return Redirect(intent, secret, back, answer.Status == 200 ? "succeeded" : "failed");
    }

    private static void Wait(StripeBooks books, StripeObject intent)
    {
        (intent.Body["status"], intent.Body["processing"]) = ("processing", new JsonObject { ["type"] = "card", ["card"] = new JsonObject() });
        books.Tell("payment_intent.processing", intent);
        books.Work.RingAt(books.Now + BankTakes, StripeTime.Job, $"pay {intent.Id}");
    }

    // A card that somebody typed, or what is wrong with it.
    private static (TestCard? Card, string? Problem) Typed(IFormCollection form, DateTimeOffset now)
    {
        var number = string.Concat(form["number"].ToString().Where(char.IsAsciiDigit));
        if (number.Length is < 12 or > 19 || !IsWhole(number)) return (null, "Your card number is incorrect.");
        var expires = form["expires"].ToString().Split('/', StringSplitOptions.TrimEntries);
        if (expires.Length != 2 || !int.TryParse(expires[0], NumberStyles.None, CultureInfo.InvariantCulture, out var month) || !int.TryParse(expires[1], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || month is < 1 or > 12)
            return (null, "Your card's expiry date is incomplete.");
        if ((year < 100 ? 2000 + year : year) * 12 + month < (now.Year * 12) + now.Month) return (null, "Your card's expiry date is in the past.");
        if (form["code"].ToString() is not { Length: 3 or 4 } code || !code.All(char.IsAsciiDigit)) return (null, "Your card's security code is incomplete.");
        return TestCard.ByNumber(number) is { } card ? (card, null) : (null, "Your card was declined: here only test cards pay.");
    }

    // The last digit of a card number checks the others (Luhn).
    private static bool IsWhole(string number) =>
        number.Reverse().Select((digit, place) => place % 2 == 0 ? digit - '0' : (digit - '0') * 2).Sum(value => value > 9 ? value - 9 : value) % 10 == 0;

    private static async Task<IResult> ShowAsync(HttpContext http, StripeBooks books, StripeObject intent, string? back, string? problem, IFormCollection? typed) => new RazorComponentResult<PayPage>(new
    {
        Here = $"{StripeDoor.Path}{http.Request.Path}{http.Request.QueryString}",
        Merchant = await MerchantAsync(books, intent, http.RequestAborted),
        ToPay = intent.Kind == "payment_intent" ? StripePages.MoneyOf(intent) : new Money(0, "EUR"),
        Description = intent.Text("description"),
        ReturnUrl = back,
        Problem = problem,
        Number = typed?["number"].ToString(),
        Expires = typed?["expires"].ToString(),
        IsHeld = intent.Text("capture_method") == "manual",
        IsKept = intent.Text("setup_future_usage") is not null || intent.Kind == "setup_intent",
    });

    private static async Task<string> MerchantAsync(StripeBooks books, StripeObject intent, CancellationToken stop)
    {
        var account = intent.Account == StripeCall.Platform ? (string?)intent.Body["transfer_data"]?["destination"] : intent.Account;
        return account is null ? StripeAccounts.PlatformName : (string?)(await books.TryFindAsync(account, stop))?.Body["business_profile"]?["name"] ?? account;
    }

    private static IResult Done(StripeObject intent, string secret, string? back) => StripePages.Message(
        intent.Status is "succeeded" or "requires_capture" ? "This payment was made" : intent.Status == "processing" ? "The bank is still thinking" : "This payment was called off",
        "There is nothing left to do here.", back is null ? null : Url(intent, secret, back, "succeeded"));

    private static IResult Redirect(StripeObject intent, string secret, string? back, string status) =>
        back is null ? Done(intent, secret, null) : Results.Redirect(Url(intent, secret, back, status));

    // As Stripe tells the browser; a merchant believes none of it.
    private static string Url(StripeObject intent, string secret, string back, string status) => QueryHelpers.AddQueryString(back, new Dictionary<string, string?>
    {
        [intent.Kind] = intent.Id,
        [$"{intent.Kind}_client_secret"] = secret,
        ["redirect_status"] = status,
    });

    private static async Task<StripeObject> FindAsync(StripeBooks books, string secret, CancellationToken stop)
    {
        var id = secret.Split("_secret_")[0];
        return await books.TryFindAsync(id, stop, toChange: true) is { } intent && intent.Text("client_secret") == secret ? intent : throw StripeFailure.NoSuch("payment_intent", id);
    }
}
