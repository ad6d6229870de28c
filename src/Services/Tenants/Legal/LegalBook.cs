using Npgsql;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Legal;

/// <summary>The club's legal texts, by kind and language. Which there are is remembered: every page's foot asks.</summary>
internal sealed class LegalBook(UnitOfWork work, OneTrip trip, CurrentTenant tenant, Cached cached, TimeProvider clock) : ILegalTexts
{
    public const string Tag = "legal";

    /// <summary>Letters a text may have.</summary>
    public const int Longest = 50_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    // By a connection of its own: pages ask while other parts of them are being drawn. A page that only says what went wrong is drawn in a scope without a club.
    public ValueTask<IReadOnlyList<string>> KindsAsync(CancellationToken stop = default) => !tenant.IsKnown ? ValueTask.FromResult<IReadOnlyList<string>>([]) : cached.GetAsync(tenant.Info.Id, Tag, [Tag], async () =>
    {
        var known = await trip.RunAsync(batch => batch.BatchCommands.Add(new NpgsqlBatchCommand("select distinct kind from legal_texts")), async row =>
        {
            var kinds = new HashSet<string>();
            while (await row.ReadAsync()) kinds.Add(row.GetString(0));
            return kinds;
        });
        return ((IReadOnlyList<string>)[.. LegalText.Kinds.Where(known.Contains)], clock.GetUtcNow() + Kept);
    });

    /// <summary>Every text.</summary>
    public async Task<IReadOnlyDictionary<(string Kind, string Language), string>> AllAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var texts = new Dictionary<(string, string), string>();
        await using (var read = work.Command("select kind, language, text from legal_texts"))
        await using (var row = await read.ExecuteReaderAsync(stop))
            while (await row.ReadAsync(stop)) texts[(row.GetString(0), row.GetString(1))] = row.GetString(2);
        await work.RollbackAsync();
        return texts;
    }

    /// <summary>A text in a language, else in the club's first one, else in whichever there is.</summary>
    public async Task<(string Language, string Text)?> FindAsync(string kind, string language, CancellationToken stop)
    {
        var texts = (await AllAsync(stop)).Where(text => text.Key.Kind == kind).ToDictionary(text => text.Key.Language, text => text.Value);
        return new[] { language, tenant.Info.DefaultLanguage }.Concat(texts.Keys.Order(StringComparer.Ordinal)).Where(texts.ContainsKey).Select(found => ((string, string)?)(found, texts[found])).FirstOrDefault();
    }

    /// <summary>Writes texts; an empty one is taken away. What is not named stays.</summary>
    /// <returns>Which changed.</returns>
    public async Task<IReadOnlyList<(string Kind, string Language)>> SaveAsync(IReadOnlyDictionary<(string Kind, string Language), string> wanted, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var changed = new List<(string Kind, string Language)>();
        foreach (var ((kind, language), text) in wanted)
        {
            await using var save = text.Length == 0
                ? work.Command("delete from legal_texts where kind = $1 and language = $2", kind, language)
                : work.Command("""
                    insert into legal_texts (kind, language, text, changed_at) values ($1, $2, $3, $4)
                    on conflict (kind, language) do update set text = excluded.text, changed_at = excluded.changed_at where legal_texts.text <> excluded.text
                    """, kind, language, text, clock.GetUtcNow());
            if (await save.ExecuteNonQueryAsync(stop) > 0) changed.Add((kind, language));
        }
        if (changed.Count == 0)
        {
            await work.RollbackAsync();
            return [];
        }
        work.Audit(new Act("legal.changed", "tenant", $"{tenant.Info.Id}", string.Join(", ", changed.Select(one => $"{one.Kind} ({one.Language})"))));
        work.Tell(new LegalTextsChanged(tenant.Info.Id));
        await work.CommitAsync(stop);
        return changed;
    }
}
