using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Payments;
using PadelSaaS.Payments.Stripe;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tests.Payments.Stripe;

/// <summary>Charges on clubs' own accounts.</summary>
public sealed class StripeDirectHoldTests(StripeClubFixture platform) : StripeHoldTests(platform), IClassFixture<StripeClubFixture>
{
    [Fact]
    public void The_charge_is_the_clubs() => Destination.ShouldBeFalse();
}

/// <summary>Charges on the platform's account, passed on: from outside all is alike.</summary>
public sealed class StripeDestinationHoldTests(StripeDestinationHoldTests.PassedOn platform) : StripeHoldTests(platform), IClassFixture<StripeDestinationHoldTests.PassedOn>
{
    public sealed class PassedOn : StripeClubFixture
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings) { ["Payments:Stripe:Charges"] = "destination" };
    }

    [Fact]
    public void The_charge_is_the_platforms() => Destination.ShouldBeTrue();
}

/// <summary>Holding, taking, letting go, keeping a card and charging it again, giving back with commission: through the seam every provider has.</summary>
public abstract class StripeHoldTests(StripeClubFixture platform)
{
    private readonly StripeClub club = new(platform);

    protected bool Destination => platform.Services.GetRequiredService<StripeSettings>().Destination;

    private string? On => Destination ? null : club.Account;

    [Fact]
    public async Task Money_is_held_and_a_part_of_it_taken_once()
    {
        await club.ConnectAsync();
        var order = Order(1000, 100) with { Hold = true };
        var start = await WithAsync(provider => provider.StartAsync(order, default));
        (await WithAsync(provider => provider.StartAsync(order, default))).ShouldBe(start);
        (await WithAsync(provider => provider.FetchAsync(start.Reference, default))).State.ShouldBe(ProviderState.Open);
        await TypeCardAsync(start.Reference);
        var held = await WithAsync(provider => provider.FetchAsync(start.Reference, default));
        (held.State, held.TakenMinor, held.PaymentId).ShouldBe((ProviderState.Held, 0, order.PaymentId));

        var key = Guid.CreateVersion7(platform.Clock.Now);
        var taken = await WithAsync(provider => provider.CaptureAsync(start.Reference, Eur(600), Eur(60), key, default));
        (taken.State, taken.TakenMinor).ShouldBe((ProviderState.Succeeded, 600));
        (await WithAsync(provider => provider.CaptureAsync(start.Reference, Eur(600), Eur(60), key, default))).TakenMinor.ShouldBe(600);
        var seen = await WithAsync(provider => provider.FetchAsync(start.Reference, default));
        (seen.CommissionMinor, seen.FeeMinor).ShouldBe((60, 9 + 25));
        (await WithAsync(provider => provider.ReleaseAsync(start.Reference, Guid.CreateVersion7(platform.Clock.Now), default))).State.ShouldBe(ProviderState.Succeeded);
        await club.Stripe.BooksHoldAsync();
    }

    [Theory]
    [InlineData("capture")]
    [InlineData("cancel")]
    public async Task What_Stripe_broke_at_is_taken_or_let_go_when_it_is_asked_again(string deed)
    {
        await club.ConnectAsync();
        var start = await WithAsync(provider => provider.StartAsync(Order(1000, 100) with { Hold = true }, default));
        await TypeCardAsync(start.Reference);
        (await club.Stripe.PostAsync("/faults", $"kind=error&path=/v1/payment_intents/{start.Reference}/{deed}&times=1")).Good();

        var key = Guid.CreateVersion7(platform.Clock.Now);
        Task<ProviderPayment> DoAsync() => WithAsync(provider => deed == "cancel" ? provider.ReleaseAsync(start.Reference, key, default) : provider.CaptureAsync(start.Reference, Eur(1000), Eur(100), key, default));
        await Should.ThrowAsync<ProviderDownException>(DoAsync);
        (await DoAsync()).State.ShouldBe(deed == "cancel" ? ProviderState.Declined : ProviderState.Succeeded);
        await club.Stripe.BooksHoldAsync();
    }

    [Fact]
    public async Task A_guest_whose_card_is_to_be_kept_pays_though_Stripe_broke_at_the_first_try()
    {
        await club.ConnectAsync();
        var order = Order(1000, 0) with { KeepMethod = true };
        (await club.Stripe.PostAsync("/faults", "kind=error&path=/v1/customers&times=1")).Good();
        await Should.ThrowAsync<ProviderDownException>(() => WithAsync(provider => provider.StartAsync(order, default)));
        await TypeCardAsync((await WithAsync(provider => provider.StartAsync(order, default))).Reference);
    }

    [Fact]
    public async Task What_is_let_go_is_let_go_once_and_takes_nothing()
    {
        await club.ConnectAsync();
        var start = await WithAsync(provider => provider.StartAsync(Order(1000, 100) with { Hold = true }, default));
        await TypeCardAsync(start.Reference);
        for (var i = 0; i < 2; i++) (await WithAsync(provider => provider.ReleaseAsync(start.Reference, Guid.CreateVersion7(platform.Clock.Now), default))).State.ShouldBe(ProviderState.Declined);
        (await WithAsync(provider => provider.CaptureAsync(start.Reference, Eur(1000), Eur(100), Guid.CreateVersion7(platform.Clock.Now), default))).State.ShouldBe(ProviderState.Declined);
    }

    [Fact]
    public async Task A_card_that_was_kept_is_charged_again_unless_its_bank_wants_to_see_its_owner()
    {
        await club.ConnectAsync();
        var start = await WithAsync(provider => provider.StartAsync(Order(1000, 0) with { KeepMethod = true }, default));
        await TypeCardAsync(start.Reference);
        var kept = (await WithAsync(provider => provider.FetchAsync(start.Reference, default))).SavedMethod.ShouldNotBeNull();

        var again = new SavedMethodOrder(Guid.CreateVersion7(platform.Clock.Now), Eur(2500), 125, "Guarantee", kept);
        var charged = await WithAsync(provider => provider.ChargeSavedAsync(again, default));
        (charged.State, charged.TakenMinor, charged.CommissionMinor).ShouldBe((ProviderState.Succeeded, 2500, 125));
        (await WithAsync(provider => provider.ChargeSavedAsync(again, default))).Reference.ShouldBe(charged.Reference);

        var asked = await WithAsync(provider => provider.ChargeSavedAsync(new SavedMethodOrder(Guid.CreateVersion7(platform.Clock.Now), Eur(500), 0, "Guarantee", $"{kept.Split(' ')[0]} pm_card_authenticationRequired"), default));
        asked.State.ShouldBe(ProviderState.Open);
        asked.PayAt.ShouldBe($"/pay/card/stripe/{asked.PaymentId}");
        var declined = await WithAsync(provider => provider.ChargeSavedAsync(new SavedMethodOrder(Guid.CreateVersion7(platform.Clock.Now), Eur(500), 0, "Guarantee", $"{kept.Split(' ')[0]} pm_card_visa_chargeDeclined"), default));
        declined.State.ShouldBe(ProviderState.Declined);
    }

    [Fact]
    public async Task Money_goes_back_with_the_part_of_the_commission_that_we_said_each_once()
    {
        await club.ConnectAsync();
        var before = await club.Stripe.BalanceAsync();
        var start = await WithAsync(provider => provider.StartAsync(Order(1001, 101), default));
        await TypeCardAsync(start.Reference);
        var (first, second) = (Guid.CreateVersion7(platform.Clock.Now), Guid.CreateVersion7(platform.Clock.Now));
        for (var i = 0; i < 2; i++) (await WithAsync(provider => provider.RefundAsync(start.Reference, Eur(500), Eur(50), first, default))).State.ShouldBe(RefundState.Settled);
        (await WithAsync(provider => provider.RefundAsync(start.Reference, Eur(501), Eur(51), second, default))).State.ShouldBe(RefundState.Settled);
        (await WithAsync(provider => provider.FetchAsync(start.Reference, default))).RefundedMinor.ShouldBe(1001);
        // Of the commission nothing is left to the platform; in the mode in which it is the merchant it paid Stripe's fee.
        (await club.Stripe.BalanceAsync() - before).ShouldBe(Destination ? -(15 + 25) : 0);
        var more = await WithAsync(provider => provider.RefundAsync(start.Reference, Eur(1), Eur(0), Guid.CreateVersion7(platform.Clock.Now), default));
        (more.State, more.Reason).ShouldBe((RefundState.Refused, "charge_already_refunded"));
        await club.Stripe.BooksHoldAsync();
    }

    private static Money Eur(long minor) => new(minor, "EUR");

    private ProviderOrder Order(long minor, long commission) =>
        new(Guid.CreateVersion7(platform.Clock.Now), Eur(minor), "Centro, court 1", "https://x.test/back", platform.Clock.Now.AddMinutes(10)) { CommissionMinor = commission };

    private async Task TypeCardAsync(string intent) => (await club.Stripe.PostAsync($"/v1/payment_intents/{intent}/confirm", "payment_method=pm_card_visa&return_url=https://x.test/back", On)).Good();

    private async Task<T> WithAsync<T>(Func<IPaymentProvider, Task<T>> act)
    {
        await using var scope = platform.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("madrid"));
        return await act(scope.ServiceProvider.GetRequiredService<StripeProvider>());
    }
}
