using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Telemetry;
using PadelSaaS.Platform.Tenancy;
using Serilog.Context;

namespace PadelSaaS.Platform.Events;

/// <summary>A stored fact on its way.</summary>
public sealed record Letter(Guid EventId, long Seq, string TenantRole, string EventType, Guid Aggregate, string Payload, DateTimeOffset OccurredAt, string? TraceId);

/// <summary>Lets one service hear one letter: each reaction in a scope and a transaction of its own, once.</summary>
public sealed class Delivery(IServiceScopeFactory scopes, IEnumerable<ReactionRow> reactions, ITenantStore tenants, Backstage backstage, TimeProvider clock)
{
    private static readonly ActivitySource Source = new("PadelSaaS.Events");
    private readonly ILookup<(string Service, string EventType), ReactionRow> table =
        reactions.ToLookup(row => (row.Service, FactCatalogue.EventType(row.Fact)));

    /// <summary>Services that hear anything at all.</summary>
    public IEnumerable<string> Services => table.Select(group => group.Key.Service).Distinct();

    /// <summary>The topics of what the service hears.</summary>
    public IReadOnlyCollection<string> TopicsOf(string service) =>
        [.. reactions.Where(row => row.Service == service).Select(row => FactCatalogue.Topic(row.Fact)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Whether the service reacts to this kind of fact.</summary>
    public bool IsHeardBy(string service, string eventType) => table.Contains((service, eventType));

    /// <summary>Runs the service's reactions to the letter. Throws what a reaction threw, with nothing of that reaction done.</summary>
    public async Task DeliverAsync(string service, Letter letter, CancellationToken stop)
    {
        if (!IsHeardBy(service, letter.EventType) || FactCatalogue.Read(letter.EventType, letter.Payload) is not { } fact) return;

        // The trace of the click that told the fact goes on in whatever reacts to it.
        using var activity = Source.StartActivity($"hear {letter.EventType}", ActivityKind.Consumer, letter.TraceId);
        foreach (var row in table[(service, letter.EventType)])
            await backstage.InTurnAsync(() => MeasuredAsync(row, letter, fact, stop), stop);
    }

    private async Task MeasuredAsync(ReactionRow row, Letter letter, IFact fact, CancellationToken stop)
    {
        var (began, well) = (Stopwatch.GetTimestamp(), false);
        try
        {
            await HearAsync(row, letter, fact, stop);
            well = true;
        }
        finally
        {
            Meters.Reacted(row.Service, well, Stopwatch.GetElapsedTime(began));
        }
    }

    private async Task HearAsync(ReactionRow row, Letter letter, IFact fact, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<BehindTheScenes>().Is = true;
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var asPlatform = letter.TenantRole == Database.PlatformRole;
        if (!asPlatform)
        {
            // Erased since: there is nobody left whom this fact could concern.
            if (await tenants.FindBySchemaAsync(letter.TenantRole, stop) is not { } tenant) return;
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(tenant);
            LogContext.PushProperty("Tenant", tenant.Slug);
        }
        var wasHeard = new NpgsqlBatchCommand("select platform.was_heard($1, $2)") { Parameters = { UnitOfWork.Parameter(letter.EventId), UnitOfWork.Parameter(row.Name) } };
        if (await work.BeginAskingAsync(asPlatform, wasHeard, stop)) return;
        await row.Hear(scope.ServiceProvider, fact, stop);
        var tells = await work.SaveAsync(stop);
        // Most reactions to most facts find nothing to do: no row written or locked, nothing to tell. They leave nothing to sync to the disk, and hearing
        // them again would find nothing either. Two processes with one letter: the second waits here for the first, and leaves nothing behind.
        await using var note = work.Command("""
            insert into platform.inbox (event_id, reaction, heard_at) select $1, $2, $3 where $4 or pg_current_xact_id_if_assigned() is not null
            on conflict do nothing
            """, letter.EventId, row.Name, clock.GetUtcNow(), tells);
        if (await note.ExecuteNonQueryAsync(stop) == 0) return;
        CrashPoints.Pass("react", row.Name);
        await work.CommitAsync(stop);
        CrashPoints.Pass("reacted", row.Name);
    }
}
