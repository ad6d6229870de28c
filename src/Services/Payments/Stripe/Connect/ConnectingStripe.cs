using PadelSaaS.Payments.Settings;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Stripe;

/// <summary>
/// Opens the club's account at Stripe and keeps what Stripe says about it. A link into Stripe's pages opens them for whoever has it: it is made when
/// somebody asks for it, and goes nowhere but into their browser.
/// </summary>
internal sealed class ConnectingStripe(UnitOfWork work, StripeSettings settings, StripeServices stripe, StripeCalls calls, ProviderAccounts accounts, CurrentTenant tenant, Visit visit, TimeProvider clock)
{
    public const string Path = "/manage/payments/stripe";

    public static readonly Refusal NotHere = Refusal.Conflict("stripe_not_in_country", "Stripe has no accounts in your country.");
    public static readonly Refusal NotConnected = Refusal.Conflict("stripe_not_connected", "There is no account at Stripe yet. Open one first.");
    public static readonly Refusal NotFinished = Refusal.Conflict("stripe_not_finished", "Answer Stripe's questions first; then there is something to see.");
    public static readonly Refusal Down = new("stripe_down", 503, "Stripe does not answer. Try again in a minute.");
    public static readonly Refusal Refused = Refusal.Conflict("stripe_refused", "Stripe refused this. Look at what is asked below, or ask us.");

    public Task<StripeClub?> ReadAsync(CancellationToken stop) => accounts.FindAsync<StripeClub>(StripeProvider.ProviderName, stop);

    /// <summary>A page of Stripe's on which the club says who it is. The account is opened where there is none; asking twice opens one.</summary>
    public async Task<(StripeLink? Link, Refusal? Refusal)> OnboardAsync(CancellationToken stop)
    {
        if (!StripeCountries.Has(tenant.Info.Country)) return (null, NotHere);
        return await TryAsync(async () =>
        {
            var account = await OpenAsync(stop);
            return (await stripe.Accounts.CreateLinkAsync(new AccountLinkCreateOptions(
                account, "account_onboarding", $"{visit.Origin}{Path}/refresh", $"{visit.Origin}{Path}/return", new CollectionOptions("eventually_due")), stop), null);
        });
    }

    /// <summary>A page of Stripe's on which the club sees its money there.</summary>
    public async Task<(StripeLink? Link, Refusal? Refusal)> LogInAsync(CancellationToken stop)
    {
        if (await ReadAsync(stop) is not { Account: { } account } club) return (null, NotConnected);
        return club.DetailsSubmitted ? await TryAsync(async () => (await stripe.Accounts.CreateLoginLinkAsync(account, stop), null)) : (null, NotFinished);
    }

    /// <summary>Asks Stripe how the account is doing. Whether cards are offered follows from that.</summary>
    public async Task<Refusal?> ReadAgainAsync(CancellationToken stop)
    {
        if (await ReadAsync(stop) is not { Account: { } account }) return NotConnected;
        return (await TryAsync(async () =>
        {
            await NoteAsync(await stripe.Accounts.GetAsync(account, stop), stop);
            return (null, null);
        })).Refusal;
    }

    /// <summary>The club took the platform's hand away: nothing can be charged any more.</summary>
    public async Task DisconnectAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var row = await accounts.LockAsync(StripeProvider.ProviderName, stop);
        row.Write(row.Read<StripeClub>() with { ChargesEnabled = false, Disconnected = true, ReadAt = clock.GetUtcNow() }, clock.GetUtcNow());
        row.State = ProviderAccount.Incomplete;
        accounts.Changed();
        await work.CommitAsync(stop);
    }

    /// <summary>The club's account, opened where there is none; asking twice opens one.</summary>
    public async Task<string> OpenAsync(CancellationToken stop)
    {
        if ((await ReadAsync(stop))?.Account is { } there) return there;
        var (info, key) = (tenant.Info, tenant.Info.Id.ToString());
        var options = new AccountCreateOptions(
            info.Country.ToUpperInvariant(), info.Currency.ToLowerInvariant(), new ControllerOptions(new DashboardOptions("express"), new FeesOptions(settings.Destination ? "application" : "account"), new LossesOptions("application"), "stripe"),
            new CapabilitiesOptions(new CapabilityOptions(true), new CapabilityOptions(true)), new BusinessProfileOptions(info.Name, null), new() { [StripeProvider.TenantKey] = key });
        var account = await calls.OnceAsync($"account:{key}", known => stripe.Accounts.GetAsync(known, stop), _ => FindAsync(key, stop), under => stripe.Accounts.CreateAsync(options, new RequestOptions(under), stop), stop);
        // First the way back from an event to the club, so that no event of the new account is a stranger's.
        await ClaimAsync(account.Id, stop);
        await NoteAsync(account, stop, isNew: true);
        return account.Id;
    }

    private async Task<StripeAccount?> FindAsync(string key, CancellationToken stop)
    {
        var options = new ListOptions();
        while (true)
        {
            var page = await stripe.Accounts.ListAsync(options, stop);
            if (page.Data.FirstOrDefault(one => one.Metadata?.GetValueOrDefault(StripeProvider.TenantKey) == key) is { } found) return found;
            if (!page.HasMore || page.Data.Count == 0) return null;
            options = options with { StartingAfter = page.Data[^1].Id };
        }
    }

    private async Task ClaimAsync(string account, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        await using (var claim = work.Command("insert into stripe_accounts (account, tenant_id, created_at) values ($1, $2, $3) on conflict do nothing", account, tenant.Info.Id, clock.GetUtcNow())) await claim.ExecuteNonQueryAsync(stop);
        await work.CommitAsync(stop);
    }

    private async Task NoteAsync(StripeAccount account, CancellationToken stop, bool isNew = false)
    {
        await work.BeginAsync(stop);
        var (row, now) = (await accounts.LockAsync(StripeProvider.ProviderName, stop), clock.GetUtcNow());
        row.Write(StripeClub.Of(account, now), now);
        var state = account.ChargesEnabled ? ProviderAccount.Ready : ProviderAccount.Incomplete;
        if (row.State != state || isNew) accounts.Changed();
        row.State = state;
        if (isNew) work.Audit(new Act("payment_settings.account_opened", "payment provider", StripeProvider.ProviderName, "Stripe") { Changes = [new Changed("account", null, account.Id)] });
        await work.CommitAsync(stop);
    }

    private static async Task<(StripeLink? Link, Refusal? Refusal)> TryAsync(Func<Task<(StripeLink?, Refusal?)>> act)
    {
        try
        {
            return await act();
        }
        catch (ProviderDownException)
        {
            return (null, Down);
        }
        catch (StripeException)
        {
            return (null, Refused);
        }
    }
}
