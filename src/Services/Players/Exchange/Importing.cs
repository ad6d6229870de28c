using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Players.Profile;

namespace PadelSaaS.Players.Exchange;

/// <summary>What a file would do, or did.</summary>
/// <param name="Lines">The first lines that are not the same, refused ones first.</param>
public sealed record ImportOutcome(Guid Id, bool Applied, int Added, int Changed, int Same, int Refused, IReadOnlyList<PlannedLine> Lines);

/// <summary>Takes a file of customers in: first only looked at, then applied, once. Nothing is written about customers before that.</summary>
internal sealed class Importing(UnitOfWork work, Editing editing, Visit visit, TimeProvider clock)
{
    public const int MostBytes = 5 * 1024 * 1024;
    private const int MostRows = 50_000;
    private const int MostShown = 200;
    private static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    /// <summary>Keeps the file and says what it would do.</summary>
    public async Task<(ImportOutcome? Outcome, Refusal? Refusal)> TryAsync(string text, CancellationToken stop)
    {
        if (Unreadable(text) is { } refusal) return (null, refusal);

        await work.BeginAsync(stop);
        var (model, now) = (work.Model<PlayersModel>(), clock.GetUtcNow());
        var id = Guid.CreateVersion7(now);
        var (lines, _) = await PlanAsync(text, now, write: false, stop);
        model.ChangeTracker.Clear();
        await model.Imports.Where(import => import.UploadedAt < now - Keep).ExecuteDeleteAsync(stop);
        model.Add(new Import { Id = id, UploadedAt = now, UploadedBy = visit.Caller.AccountId, Text = text });
        await work.CommitAsync(stop);
        return (Outcome(id, false, lines), null);
    }

    /// <summary>Writes what the file says. Asked again it answers what it did the first time.</summary>
    public async Task<(ImportOutcome? Outcome, Refusal? Refusal)> ApplyAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PlayersModel>();
        var import = await model.Imports.FromSql($"select * from customer_imports where id = {id} for update").FirstOrDefaultAsync(stop);
        if (import is null) return (null, Refusals.NoImport);
        if (import.AppliedAt is not null) return (new ImportOutcome(id, true, import.Added, import.Changed, 0, 0, []), null);

        var now = clock.GetUtcNow();
        var (lines, accounts) = await PlanAsync(import.Text!, now, write: true, stop);
        var outcome = Outcome(id, true, lines);
        (import.AppliedAt, import.Added, import.Changed, import.Text) = (now, outcome.Added, outcome.Changed, null);
        foreach (var (customer, account) in accounts) work.Tell(new CustomerChanged(customer, account is { } known ? [known] : []));
        work.Audit(new Act("customers.imported", "customers", $"{id}") { Changes = [new Changed("added", null, $"{outcome.Added}"), new Changed("changed", null, $"{outcome.Changed}")] });
        await work.CommitAsync(stop);
        return (outcome, null);
    }

    private async Task<(List<PlannedLine> Lines, List<(Guid Customer, Guid? Account)> Accounts)> PlanAsync(string text, DateTimeOffset now, bool write, CancellationToken stop)
    {
        var model = work.Model<PlayersModel>();
        var customers = await (write ? model.Customers : model.Customers.AsNoTracking()).ToListAsync(stop);
        var places = await (write ? model.GroupMembers : model.GroupMembers.AsNoTracking()).ToListAsync(stop);
        var plan = new ImportPlan(visit, await model.CustomerGroups.Select(group => group.Key).ToListAsync(stop), new ImportIndex(customers, places), now);
        IReadOnlyDictionary<string, int>? columns = null;
        var (lines, accounts, ofCustomer) = (new List<PlannedLine>(), new List<(Guid, Guid?)>(), places.ToLookup(place => place.CustomerId));
        foreach (var (line, cells) in CsvText.Read(text))
        {
            if (columns is null)
            {
                columns = CustomerColumns.Of(cells);
                continue;
            }
            var planned = plan.Next(line, cells, columns, out var customer, out var wanted);
            lines.Add(planned);
            if (!write || planned.Kind is "same" or "refused") continue;

            customer!.Touch(now);
            if (planned.Kind == "new") model.Add(customer);
            if (wanted is not null) SetPlaces(model, customer.Id, wanted, [.. ofCustomer[customer.Id]], now);
            editing.Note(customer.Id, "imported", planned.Changes, now);
            // Others remember how an account stands, and by which addresses blocked customers are known.
            if (customer.AccountId is not null || planned.Changes.ContainsKey("blocked") || customer.BlockedAt is not null) accounts.Add((customer.Id, customer.AccountId));
        }
        return (lines, accounts);
    }

    private static void SetPlaces(PlayersModel model, Guid customer, IReadOnlyList<CustomerInput.Place> wanted, List<GroupMember> places, DateTimeOffset now)
    {
        model.RemoveRange(places.Where(place => wanted.All(wish => wish.Key != place.GroupKey)));
        foreach (var wish in wanted)
        {
            if (places.Find(place => place.GroupKey == wish.Key) is { } place) place.Until = wish.Until;
            else model.Add(new GroupMember { CustomerId = customer, GroupKey = wish.Key!, Until = wish.Until, AddedAt = now });
        }
    }

    private static Refusal? Unreadable(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) return Refusals.NoTable;
        if (CsvText.Read(text).Select(row => row.Cells).FirstOrDefault() is not { } headings) return Refusals.NoTable;
        var columns = CustomerColumns.Of(headings);
        if (!columns.ContainsKey("name") && !columns.ContainsKey("email") && !columns.ContainsKey("id")) return Refusals.NoTable;
        return CsvText.Read(text).Skip(MostRows + 1).Any() ? Refusals.TooManyRows : null;
    }

    private static ImportOutcome Outcome(Guid id, bool applied, List<PlannedLine> lines) => new(
        id, applied, lines.Count(line => line.Kind == "new"), lines.Count(line => line.Kind == "changed"), lines.Count(line => line.Kind == "same"), lines.Count(line => line.Kind == "refused"),
        [.. lines.Where(line => line.Kind != "same").OrderBy(line => line.Kind != "refused").ThenBy(line => line.Line).Take(MostShown)]);
}

/// <summary>A file somebody uploaded.</summary>
internal sealed class Import
{
    public required Guid Id { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public Guid? UploadedBy { get; init; }

    public string? Text { get; set; }

    public DateTimeOffset? AppliedAt { get; set; }

    public int Added { get; set; }

    public int Changed { get; set; }
}
