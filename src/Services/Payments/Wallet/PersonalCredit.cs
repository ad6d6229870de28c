using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Payments;

/// <summary>What wallets, purchases and codes say about people. Movements stay for the books and say no longer whose they were.</summary>
internal static class PersonalCredit
{
    /// <summary>Credit that is left would be lost: it is used up or taken out first.</summary>
    public static async Task<IReadOnlyList<Obstacle>> ObstaclesAsync(PersonalRows rows, CancellationToken stop)
    {
        var left = await rows.JsonAsync("select label, left_minor, currency from wallet_lots where account_id = any(@accounts) and left_minor > 0 and (expires_at is null or expires_at > now())", stop);
        var members = await rows.JsonAsync("select p.name from memberships m join membership_plans p on p.id = m.plan_id where m.account_id = any(@accounts) and m.state in ('active', 'past_due', 'frozen') and not m.given and not (m.cancel_at_end and m.state = 'active')", stop);
        return [.. members.Select(one => new Obstacle("payment", (string)one!["name"]!, Memberships.ShowMemberships.Path)), .. left.Select(one => new Obstacle("payment", PadelSaaS.Ui.Text.MoneyText.Format(new((long)one!["left_minor"]!, (string)one["currency"]!)) + $" · {one["label"]}", ShowWallet.Path))];
    }

    public static async Task ExportAsync(JsonObject all, PersonalRows rows, CancellationToken stop)
    {
        all["credit"] = await rows.JsonAsync("select kind, label, amount_minor, left_minor, currency, expires_at, origin, created_at from wallet_lots where account_id = any(@accounts) order by created_at", stop);
        all["creditMoves"] = await rows.JsonAsync("select m.kind, m.amount_minor, l.currency, m.booking_id, m.reason, m.at from wallet_moves m join wallet_lots l on l.id = m.lot_id where l.account_id = any(@accounts) order by m.at", stop);
        all["purchases"] = await rows.JsonAsync("select purpose, label, price_minor, credit_minor, currency, state, created_at from purchases where account_id = any(@accounts) order by created_at", stop);
        all["memberships"] = await rows.JsonAsync("select p.name, m.state, m.period_from, m.period_to, m.cancel_at_end, m.created_at, m.ended_at, m.end_reason from memberships m join membership_plans p on p.id = m.plan_id where m.account_id = any(@accounts) order by m.created_at", stop);
        all["giftCards"] = await rows.JsonAsync("select amount_minor, currency, recipient, recipient_name, giver_name, message, deliver_on, delivered_at, state, created_at from credit_codes where account_id = any(@accounts) order by created_at", stop);
    }

    public static async Task<IReadOnlyList<Handled>> EraseAsync(PersonalRows rows, CancellationToken stop)
    {
        // A pseudonym is one for all of them, so that a lot and its movements still belong together.
        var kept = await rows.ExecuteAsync("update wallet_lots set account_id = md5(@pseudonym)::uuid where account_id = any(@accounts)", stop);
        await rows.ExecuteAsync("update wallet_moves set actor_id = null where actor_id = any(@accounts)", stop);
        await rows.ExecuteAsync("update wallet_moves set reason = regexp_replace(reason, @says, @nobody, 'gi') where reason ~* @says", stop);
        kept += await rows.ExecuteAsync("update purchases set account_id = md5(@pseudonym)::uuid, gift = null where account_id = any(@accounts)", stop);
        kept += await rows.ExecuteAsync("update memberships set account_id = md5(@pseudonym)::uuid, saved_method = null, state = 'ended', end_reason = coalesce(end_reason, 'erased'), ended_at = coalesce(ended_at, now()) where account_id = any(@accounts)", stop);
        kept += await rows.ExecuteAsync("update credit_codes set account_id = null, giver_name = @nobody, message = null where account_id = any(@accounts)", stop);
        kept += await rows.ExecuteAsync("update credit_codes set recipient = null, recipient_name = null, message = null where lower(recipient) = any(@addresses)", stop);
        await rows.ExecuteAsync("update credit_codes set redeemed_by = null where redeemed_by = any(@accounts)", stop);
        return kept > 0 ? [new Handled("credit", kept, "accounts")] : [];
    }
}
