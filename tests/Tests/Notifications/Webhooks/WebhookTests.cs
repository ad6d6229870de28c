using System.Net;
using PadelSaaS.Notifications.Webhooks;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Payments;
using PadelSaaS.Tests.Peers;

namespace PadelSaaS.Tests.Notifications.Webhooks;

/// <summary>A platform that waits long for a reader's answer: a loaded machine must not end what a test holds up.</summary>
public sealed class PatientPlatform : PlatformFixture
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Webhooks:PatienceSeconds"] = "120" };
}

public sealed class WebhookTests(PatientPlatform platform) : IClassFixture<PatientPlatform>, IAsyncLifetime
{
    // What an earlier test left under way would come due with this one's messages and take the club's places from them.
    public async Task InitializeAsync()
    {
        await platform.DeliverAsync();
        foreach (var club in (string[])["madrid", "lahore"])
            await platform.ExecuteAsync(club, "update webhook_deliveries set state = 'failed', next_at = null, busy_until = null where state = 'pending'; update webhook_endpoints set active = false");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_happens_is_told_signed_as_an_independent_library_expects()
    {
        // Messages are signed with the time they leave, and the library refuses old ones: so the platform's clock tells the real time here.
        platform.Clock.Now = TimeProvider.System.GetUtcNow();
        await using var listener = await Listener.OpenAsync();
        var owner = await platform.OwnerAsync();
        var (_, secret) = await owner.HookAsync(listener, "booking.confirmed", "payment.settled");
        var held = await new Checkout(platform, "madrid").PaidAsync("Ana Secreto", "ana.secreto@example.test");
        await platform.DeliverAsync();

        listener.Got.Select(got => got.Type).ShouldBe(["booking.confirmed", "payment.settled"], ignoreOrder: true);
        var got = listener.Got.Single(got => got.Type == "booking.confirmed");
        ((Guid)got.Json["data"]!["bookingId"]!).ShouldBe(held.BookingId);
        ((string)got.Json["club"]!).ShouldBe("madrid");
        got.Body.ShouldNotContain("secreto", Case.Insensitive);
        var (content, said) = await Peer.AskAsync("verify-webhook.mjs", new { secret, body = got.Body, headers = got.Headers });
        content.ShouldBeTrue(said);
        (await Peer.AskAsync("verify-webhook.mjs", new { secret, body = got.Body + " ", headers = got.Headers })).Content.ShouldBeFalse();
        (await Peer.AskAsync("verify-webhook.mjs", new { secret = WebhookSignature.NewSecret(), body = got.Body, headers = got.Headers })).Content.ShouldBeFalse();
    }

    [Fact]
    public async Task Only_what_was_chosen_is_told_and_nothing_of_another_club()
    {
        await using var madrid = await Listener.OpenAsync();
        await using var lahore = await Listener.OpenAsync();
        await (await platform.OwnerAsync()).HookAsync(madrid, "booking.cancelled");
        await (await platform.OwnerAsync("lahore")).HookAsync(lahore);
        var checkout = new Checkout(platform, "madrid");
        var held = await checkout.PaidAsync();
        await checkout.CancelAsync(held);
        await platform.DeliverAsync();

        madrid.Got.Select(got => got.Type).ShouldBe(["booking.cancelled"]);
        lahore.Got.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_fails_is_tried_again_with_the_same_id_and_growing_pauses_for_three_days_and_then_given_up()
    {
        await using var listener = await Listener.OpenAsync();
        listener.Status = 500;
        var owner = await platform.OwnerAsync();
        var (id, _) = await owner.HookAsync(listener, "booking.arrived");
        var message = (Guid)(await owner.JsonAsync($"{Hooks.Path}/{id}/test", new { }))["messageId"]!;
        await platform.DeliverAsync();
        listener.Got.Count.ShouldBe(1);
        platform.Clock.Advance(TimeSpan.FromSeconds(4));
        await platform.DeliverAsync();
        listener.Got.Count.ShouldBe(1);

        foreach (var pause in WebhookAttempt.Pauses)
        {
            platform.Clock.Advance(pause * 1.2);
            await platform.DeliverAsync();
        }
        listener.Got.Count.ShouldBe(11);
        listener.Got.ShouldAllBe(got => got.Id == message.ToString());
        owner = await platform.OwnerAsync();
        var logged = (await owner.LogAsync(id)).Single()!;
        ((string)logged["state"]!, (int)logged["attempts"]!, (int)logged["status"]!, (string)logged["answer"]!).ShouldBe(("failed", 11, 500, "said 500"));

        // By hand it goes again, as it was.
        listener.Status = 204;
        (await owner.PostAsync($"{Hooks.Path}/{id}/messages/{message}/again")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await platform.DeliverAsync();
        ((string)(await owner.LogAsync(id)).Single()!["state"]!).ShouldBe("delivered");
        listener.Got.Last().Body.ShouldBe(listener.Got.First().Body);
    }

    [Fact]
    public async Task A_reader_that_asks_for_time_gets_it()
    {
        await using var listener = await Listener.OpenAsync();
        (listener.Status, listener.RetryAfter) = (429, 3600);
        var owner = await platform.OwnerAsync();
        var (id, _) = await owner.HookAsync(listener, "booking.arrived");
        await owner.JsonAsync($"{Hooks.Path}/{id}/test", new { });
        await platform.DeliverAsync();
        platform.Clock.Advance(TimeSpan.FromMinutes(50));
        await platform.DeliverAsync();
        listener.Got.Count.ShouldBe(1);
        platform.Clock.Advance(TimeSpan.FromMinutes(11));
        await platform.DeliverAsync();
        listener.Got.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_attempt_whose_process_died_is_made_again_a_minute_later_with_the_same_id()
    {
        await using var listener = await Listener.OpenAsync();
        var owner = await platform.OwnerAsync();
        var (id, _) = await owner.HookAsync(listener, "booking.arrived");
        var message = (Guid)(await owner.JsonAsync($"{Hooks.Path}/{id}/test", new { }))["messageId"]!;
        // As a process leaves it that claimed the message and did not live to send it.
        await platform.ExecuteAsync("madrid", $"update webhook_deliveries set busy_until = '{platform.Clock.Now.AddMinutes(1):O}' where id = '{message}'");
        await platform.ExecuteAsync("madrid", $"update timers set due_at = '{platform.Clock.Now.AddMinutes(1):O}' where key = '{message}'");
        await platform.DeliverAsync();
        listener.Got.ShouldBeEmpty();

        platform.Clock.Advance(TimeSpan.FromSeconds(61));
        await platform.DeliverAsync();
        listener.Got.Single().Id.ShouldBe(message.ToString());
    }

    [Fact]
    public async Task A_slow_reader_holds_up_neither_bookings_nor_other_clubs_nor_more_than_its_share()
    {
        await using var slow = await Listener.OpenAsync();
        await using var quick = await Listener.OpenAsync();
        slow.Thinking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var owner = await platform.OwnerAsync();
        var (id, _) = await owner.HookAsync(slow, "booking.arrived");
        var other = await platform.OwnerAsync("lahore");
        var (otherId, _) = await other.HookAsync(quick, "booking.arrived");
        for (var i = 0; i < 6; i++) await owner.JsonAsync($"{Hooks.Path}/{id}/test", new { });
        await platform.SettleAsync();
        await new Checkout(platform, "madrid").PaidAsync();
        await other.JsonAsync($"{Hooks.Path}/{otherId}/test", new { });
        await platform.SettleAsync();
        await EventuallyAsync(() => quick.Got.Count == 1 && slow.Got.Count == 4);

        slow.Thinking.SetResult();
        slow.Thinking = null;
        await platform.DeliverAsync();
        platform.Clock.Advance(TimeSpan.FromSeconds(4));
        await platform.DeliverAsync();
        slow.Got.Count.ShouldBe(6);
        slow.Got.DistinctBy(got => got.Id).Count().ShouldBe(6);
    }

    [Fact]
    public async Task A_reader_that_is_gone_is_told_nothing_more_and_its_maker_gets_a_mail()
    {
        await using var listener = await Listener.OpenAsync();
        listener.Status = 410;
        var owner = await platform.OwnerAsync();
        var (id, _) = await owner.HookAsync(listener, "booking.confirmed");
        await owner.JsonAsync($"{Hooks.Path}/{id}/test", new { });
        await platform.DeliverAsync();
        (await owner.StopsAsync(id)).ShouldBeTrue();
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from dev_mails where recipient = 'owner@madrid.test' and subject = 'A webhook was stopped' and html like '%{listener.Url}%'")).ShouldBe(1);
        await new Checkout(platform, "madrid").PaidAsync();
        await platform.DeliverAsync();
        listener.Got.Count.ShouldBe(1);
        (await owner.PostAsync($"{Hooks.Path}/{id}/test")).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        listener.Status = 200;
        await owner.JsonAsync($"{Hooks.Path}/{id}/active", new { active = true });
        await new Checkout(platform, "madrid").PaidAsync();
        await platform.DeliverAsync();
        listener.Got.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_reader_that_is_silent_for_five_days_is_stopped()
    {
        var listener = await Listener.OpenAsync();
        var owner = await platform.OwnerAsync();
        var (id, _) = await owner.HookAsync(listener, "booking.no_show");
        await listener.DisposeAsync();
        for (var day = 0; day < 7 && !await owner.StopsAsync(id); day++)
        {
            await owner.JsonAsync($"{Hooks.Path}/{id}/test", new { });
            await platform.DeliverAsync();
            platform.Clock.Advance(TimeSpan.FromDays(1));
            owner = await platform.OwnerAsync();
        }
        (await owner.StopsAsync(id)).ShouldBeTrue();
        ((string)(await owner.LogAsync(id))[^1]!["answer"]!).ShouldBe("Nobody answers at this address.");
    }

    [Fact]
    public async Task A_new_secret_signs_at_once_and_the_one_before_for_a_day()
    {
        platform.Clock.Now = TimeProvider.System.GetUtcNow();
        await using var listener = await Listener.OpenAsync();
        var owner = await platform.OwnerAsync();
        var (id, old) = await owner.HookAsync(listener, "booking.arrived");
        var fresh = (string)(await owner.JsonAsync($"{Hooks.Path}/{id}/secret", new { }))["secret"]!;
        await owner.JsonAsync($"{Hooks.Path}/{id}/test", new { });
        await platform.DeliverAsync();
        var got = listener.Got.Single();
        (await Peer.AskAsync("verify-webhook.mjs", new { secret = old, body = got.Body, headers = got.Headers })).Content.ShouldBeTrue();
        (await Peer.AskAsync("verify-webhook.mjs", new { secret = fresh, body = got.Body, headers = got.Headers })).Content.ShouldBeTrue();

        platform.Clock.Advance(TimeSpan.FromHours(25));
        owner = await platform.OwnerAsync();
        await owner.JsonAsync($"{Hooks.Path}/{id}/test", new { });
        await platform.DeliverAsync();
        listener.Got.Last().Headers["webhook-signature"].Split(' ').Length.ShouldBe(1);
        // Neither of them lies in the table as it is.
        (await platform.ScalarAsync<bool>("madrid", $"select bool_or(webhook_endpoints::text ilike '%{Convert.ToHexString(Convert.FromBase64String(fresh[6..]))}%') from webhook_endpoints")).ShouldBeFalse();
    }

    private static async Task EventuallyAsync(Func<bool> holds)
    {
        for (var look = 0; look < 3000 && !holds(); look++) await Task.Delay(20);
        holds().ShouldBeTrue();
    }
}
