using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>
/// Stripe's books in one transaction: objects that were read or made, movements of money, events to be sent. All of it is written by
/// <see cref="SaveAsync"/>, and stands or falls with the commit.
/// </summary>
internal sealed class StripeBooks(UnitOfWork work, StripeEndpoints endpoints, DateTimeOffset now, string requestId, string? idempotencyKey)
{
    public const string ApiVersion = "2026-10-28.endive";

    private readonly Dictionary<string, StripeObject> objects = [];
    private readonly List<StripeEntry> entries = [];
    private IReadOnlyList<StripeObject> hearing = [];

    public DateTimeOffset Now => now;

    public UnitOfWork Work => work;

    /// <summary>Reads who wants to hear of events.</summary>
    public async Task OpenAsync(CancellationToken stop) => hearing = await ReadAsync("where kind = 'webhook_endpoint' order by serial", stop);

    /// <summary>The object of that account; locked when it is to be changed.</summary>
    public async Task<StripeObject> FindAsync(string kind, string id, string account, CancellationToken stop, string param = "id", bool toChange = false) =>
        await TryFindAsync(id, stop, toChange) is { } found && found.Kind == kind && found.Account == account ? found : throw StripeFailure.NoSuch(kind, id, param);

    /// <summary>The object, whoever's it is.</summary>
    public async Task<StripeObject?> TryFindAsync(string id, CancellationToken stop, bool toChange = false)
    {
        if (objects.TryGetValue(id, out var known) && (known.IsNew || known.IsLocked || !toChange)) return known;
        // What was read before it was locked may be old.
        objects.Remove(id);
        if (await ReadAsync($"where id = $1{(toChange ? " for update" : "")}", stop, id) is not [var found]) return null;
        found.IsLocked = toChange;
        return found;
    }

    /// <summary>Whoever names an account in a header has to have one.</summary>
    public async Task CheckAccountAsync(string id, CancellationToken stop)
    {
        if ((await StripeAccounts.DemoAsync(this, id, stop) ?? await TryFindAsync(id, stop)) is not { Kind: "account" } account || account.Is("deleted"))
            throw new StripeFailure(403, "invalid_request_error", "account_invalid", $"The provided key does not have access to account '{id}' (or that account does not exist). Application access may have been revoked.");
    }

    /// <summary>Objects that belong to another one, oldest first.</summary>
    public Task<IReadOnlyList<StripeObject>> OfAsync(string about, string kind, CancellationToken stop) => ReadAsync("where about = $1 and kind = $2 order by serial", stop, about, kind);

    /// <summary>Reads objects by the rest of a statement that begins after the table's name. What was made in this transaction is not among them yet.</summary>
    public async Task<IReadOnlyList<StripeObject>> ReadAsync(string rest, CancellationToken stop, params object?[] values)
    {
        var found = new List<StripeObject>();
        await using (var command = work.Command($"select id, kind, account, about, body, hidden from dev_stripe_objects {rest}", values))
        await using (var reader = await command.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop))
            {
                found.Add(new StripeObject(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
                    JsonNode.Parse(reader.GetString(4))!.AsObject(), JsonNode.Parse(reader.GetString(5))!.AsObject(), isNew: false));
            }
        // Whoever reads twice in one transaction means the same object.
        for (var i = 0; i < found.Count; i++) found[i] = objects.TryGetValue(found[i].Id, out var known) ? known : objects[found[i].Id] = found[i];
        return found;
    }

    /// <summary>A new object with the fields every one has.</summary>
    public StripeObject Add(string kind, string account, string? about, JsonObject body, string? id = null)
    {
        id ??= StripeIds.New(StripeIds.Prefix(kind));
        var whole = new JsonObject { ["id"] = id, ["object"] = kind, ["created"] = now.ToUnixTimeSeconds(), ["livemode"] = false };
        // These are the same in test and in earnest.
        if (kind is "refund" or "fee_refund" or "transfer_reversal" or "balance_transaction" or "account") whole.Remove("livemode");
        foreach (var (name, value) in body) whole[name] = value?.DeepClone();
        return objects[id] = new StripeObject(id, kind, account, about, whole, [], isNew: true);
    }

    public void Enter(StripeEntry entry) => entries.Add(entry);

    /// <summary>Something happened that merchants are told: as it is now, and what it was before where that changed.</summary>
    public void Tell(string type, StripeObject about, JsonObject? previous = null) => Tell(type, about.Account, about.Body, previous);

    public void Tell(string type, string account, JsonObject body, JsonObject? previous = null)
    {
        var data = new JsonObject { ["object"] = body.DeepClone() };
        if (previous is not null) data["previous_attributes"] = previous;
        var addresses = endpoints.For(account).Concat(hearing.Where(one => StripeEndpoints.Hears(one, account, type)).Select(one => one.Id)).ToList();
        var told = Add("event", account, (string?)body["id"], new JsonObject
        {
            ["api_version"] = ApiVersion,
            ["data"] = data,
            ["pending_webhooks"] = addresses.Count,
            ["request"] = new JsonObject { ["id"] = requestId, ["idempotency_key"] = idempotencyKey },
            ["type"] = type,
        });
        if (account != StripeCall.Platform) told.Body["account"] = account;
        foreach (var endpoint in addresses) told.Hidden[endpoint] = true;
    }

    /// <summary>Writes everything that changed. Events are sent by timers, whoever is alive then.</summary>
    public async Task SaveAsync(CancellationToken stop)
    {
        await using var batch = work.Batch();
        foreach (var one in objects.Values.Where(one => one.IsChanged)) batch.BatchCommands.Add(one.IsNew ? Insert(one) : Update(one));
        foreach (var entry in entries) batch.BatchCommands.Add(entry.Insert(now));
        foreach (var told in objects.Values.Where(one => one is { IsNew: true, Kind: "event" }).ToList())
        {
            var fault = await StripeFaults.OnEventAsync(work, told.Account, told.Text("type")!, stop);
            foreach (var (endpoint, _) in told.Hidden) Send(batch, told.Id, endpoint, fault);
        }
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(stop);
    }

    private void Send(NpgsqlBatch batch, string told, string endpoint, StripeFault? fault)
    {
        if (fault?.Kind == StripeFaults.Lost) return;
        var at = now + endpoints.Delay + (fault?.Kind is StripeFaults.Late or StripeFaults.Shuffled ? TimeSpan.FromSeconds(fault.Seconds) : TimeSpan.Zero);
        for (var copy = 0; copy < (fault?.Kind == StripeFaults.Twice ? 2 : 1); copy++)
        {
            batch.BatchCommands.Add(Command("insert into dev_stripe_deliveries (event, endpoint, copy) values ($1, $2, $3)", told, endpoint, copy));
            work.RingAt(at, SendStripeEvent.Job, $"{told} {endpoint} {copy}");
        }
    }

    private NpgsqlBatchCommand Insert(StripeObject one)
    {
        var command = Command("insert into dev_stripe_objects (id, kind, account, about, created_at, body, hidden) values ($1, $2, $3, $4, $5, $6, $7)",
            one.Id, one.Kind, one.Account, one.About, now);
        AddJson(command, one);
        return command;
    }

    private static NpgsqlBatchCommand Update(StripeObject one)
    {
        var command = Command("update dev_stripe_objects set body = $2, hidden = $3 where id = $1", one.Id);
        AddJson(command, one);
        return command;
    }

    private static void AddJson(NpgsqlBatchCommand command, StripeObject one)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = one.Body.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter { Value = one.Hidden.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb });
    }

    internal static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}

/// <summary>One line of a movement of money.</summary>
/// <param name="Transaction">The balance transaction that tells of it, in the pot of an account.</param>
internal sealed record StripeEntry(Guid Movement, string Pot, string Currency, long Amount, string? Transaction, DateTimeOffset AvailableOn)
{
    public NpgsqlBatchCommand Insert(DateTimeOffset now) => StripeBooks.Command(
        "insert into dev_stripe_entries (movement, pot, currency, amount_minor, transaction, available_on, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
        Movement, Pot, Currency, Amount, Transaction, AvailableOn.ToUniversalTime(), now.ToUniversalTime());
}
