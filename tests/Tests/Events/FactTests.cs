using Npgsql;
using PadelSaaS.Contracts.Notifications;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Events;

/// <summary>At least once on the way, exactly once in effect, in order for one thing.</summary>
public sealed partial class FactTests(EventsFixture platform) : IClassFixture<EventsFixture>
{
    [Fact]
    public async Task A_fact_is_stored_with_its_row_or_not_at_all()
    {
        var (kept, lost) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await platform.InAsync("madrid", async work =>
        {
            await work.ReviseAsync(kept);
            work.Tell(new NotificationDelivered(kept, "kept", "email"));
        });
        await Should.ThrowAsync<PostgresException>(() => platform.InAsync("madrid", async work =>
        {
            work.Tell(new NotificationDelivered(lost, "lost", "email"));
            await work.ReviseAsync(lost);
            await using var command = work.Command("select 1 / 0");
            await command.ExecuteNonQueryAsync();
        }));
        (await FactsAsync(kept)).ShouldBe(1);
        (await FactsAsync(lost)).ShouldBe(0);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from revisions where subject = '{lost}'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_fact_is_heard_once_by_its_own_club_only()
    {
        var aggregate = Guid.CreateVersion7();
        await platform.TellAsync("lahore", aggregate, "one", "two", "three");
        await platform.SettleAsync();
        (await platform.HeardAsync("lahore", aggregate)).ShouldBe("one two three");
        (await platform.HeardAsync("madrid", aggregate)).ShouldBe("");
    }

    [Fact]
    public async Task A_fact_delivered_again_has_no_second_effect()
    {
        var aggregate = Guid.CreateVersion7();
        await platform.TellAsync("madrid", aggregate, "one", "two");
        await platform.SettleAsync();
        // As after a crash between the last effect and the note of how far the service has read.
        await Cluster.ExecuteAsync(platform.Database, $"delete from platform.cursors where service = '{EventsFixture.Probe}'");
        await platform.SettleAsync();
        (await platform.HeardAsync("madrid", aggregate)).ShouldBe("one two");
    }

    [Fact]
    public async Task A_reaction_that_fails_leaves_nothing_and_is_tried_again_with_growing_pauses_while_later_facts_wait()
    {
        var (aggregate, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        platform.Failing["stumble"] = "It stumbled.";
        await platform.TellAsync("madrid", aggregate, "first", "stumble", "after");
        await platform.TellAsync("madrid", other, "elsewhere");
        await platform.SettleAsync();
        (await platform.HeardAsync("madrid", aggregate)).ShouldBe("first");
        (await platform.HeardAsync("madrid", other)).ShouldBe("elsewhere");
        (await platform.DelayedAsync(aggregate)).ShouldBe("1 f It stumbled.; 0 f");

        platform.Clock.Advance(TimeSpan.FromSeconds(0.9));
        await platform.SettleAsync();
        (await platform.DelayedAsync(aggregate)).ShouldBe("1 f It stumbled.; 0 f");
        platform.Clock.Advance(TimeSpan.FromSeconds(0.2));
        await platform.SettleAsync();
        (await platform.DelayedAsync(aggregate)).ShouldBe("2 f It stumbled.; 0 f");

        await platform.TellAsync("madrid", aggregate, "last");
        platform.Failing.Clear();
        platform.Clock.Advance(TimeSpan.FromSeconds(2.1));
        await platform.SettleAsync();
        (await platform.HeardAsync("madrid", aggregate)).ShouldBe("first stumble after last");
        (await platform.DelayedAsync(aggregate)).ShouldBe("");
    }

    [Fact]
    public async Task A_fact_that_fails_ten_times_is_parked_with_its_error_and_what_follows_it_waits()
    {
        var aggregate = Guid.CreateVersion7();
        platform.Failing["poison"] = "Poisoned.";
        await platform.TellAsync("madrid", aggregate, "poison", "behind");
        for (var i = 0; i < 14; i++)
        {
            await platform.SettleAsync();
            platform.Clock.Advance(TimeSpan.FromMinutes(6));
        }
        (await platform.DelayedAsync(aggregate)).ShouldBe("10 t Poisoned.; 0 f");
        (await platform.HeardAsync("madrid", aggregate)).ShouldBe("");

        // What a replay does: the next look tries it again.
        platform.Failing.Clear();
        await Cluster.ExecuteAsync(platform.Database, $"update platform.delayed_facts set parked_at = null, attempts = 0 where aggregate = '{aggregate}'");
        await platform.SettleAsync();
        (await platform.HeardAsync("madrid", aggregate)).ShouldBe("poison behind");
    }

    [Fact]
    public async Task A_fact_of_a_kind_nobody_knows_any_more_holds_up_nothing()
    {
        var aggregate = Guid.CreateVersion7();
        await platform.ExecuteAsync("madrid", $"insert into outbox (id, tenant_role, event_type, aggregate, payload, occurred_at) select gen_random_uuid(), schema_name, 'LONG_GONE', '{aggregate}', '[]', now() from tenants where slug = 'madrid'");
        await platform.TellAsync("madrid", aggregate, "next");
        await platform.SettleAsync();
        (await platform.HeardAsync("madrid", aggregate)).ShouldBe("next");
    }

    [Fact]
    public async Task A_fact_of_a_club_that_is_no_more_is_nobodys()
    {
        await Cluster.ExecuteAsync(platform.Database, "insert into platform.outbox (id, tenant_role, event_type, aggregate, payload, occurred_at) values (gen_random_uuid(), 't_erased', 'NOTIFICATION_DELIVERED', gen_random_uuid(), '{\"messageId\":\"01a202f3-8ea7-7346-83bb-d6124df339bc\",\"kind\":\"x\",\"channel\":\"x\"}', now())");
        await platform.SettleAsync();
        (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.delayed_facts d join platform.outbox o on o.id = d.event_id where o.tenant_role = 't_erased'")).ShouldBe(0);
    }

    [Fact]
    public void Every_fact_survives_being_written_and_read()
    {
        var fact = new NotificationFailed(Guid.CreateVersion7(), "booking_confirmed", "email", "گیند \"¿?\" <&>");
        FactCatalogue.Read("NOTIFICATION_FAILED", FactCatalogue.Write(fact)).ShouldBe(fact);
        FactCatalogue.Read("LONG_GONE", "{}").ShouldBeNull();
        FactCatalogue.Topic(typeof(NotificationFailed)).ShouldBe("notification.events");
    }

    private Task<long> FactsAsync(Guid aggregate) => Cluster.ScalarAsync<long>(platform.Database, $"select count(*) from platform.outbox where aggregate = '{aggregate}'");
}
