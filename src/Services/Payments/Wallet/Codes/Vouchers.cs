using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments;

/// <summary>What a batch of vouchers is to be.</summary>
/// <param name="LastDay">The last day to redeem one, in the club's zone.</param>
/// <param name="ValidDays">How long the credit lives from then on.</param>
internal sealed record VoucherInput(string? Label, int Count, long AmountMinor, int? ValidDays, DateOnly? LastDay);

/// <summary>Vouchers issued together, as the list shows them.</summary>
public sealed record VoucherBatch(Guid Id, string Label, Money Amount, int Count, int Redeemed, int Stopped, DateOnly? LastDay, DateTimeOffset IssuedAt);

/// <summary>The club issues vouchers, one or many. Their codes are shown once, to who issued them; only hashes stay.</summary>
internal sealed class Vouchers(UnitOfWork work, CurrentTenant tenant, IMoneyLimits limits, Visit visit, TimeProvider clock)
{
    public const int Most = 500;
    private const long MostMinor = 100_000_000;

    public async Task<(Guid Batch, IReadOnlyList<string> Codes, Refusal? Refusal)> IssueAsync(VoucherInput input, CancellationToken stop)
    {
        var (checks, now) = (new Checks(), clock.GetUtcNow());
        var label = checks.Text(input.Label, "label", 60, "A name is needed: who redeems a voucher reads it.");
        checks.That(input.Count is >= 1 and <= Most, "count", "From 1 to 500 at once.");
        checks.That(input.AmountMinor is > 0 and <= MostMinor, "amountMinor", "An amount above nothing is needed.");
        checks.That(input.ValidDays is null or (>= 1 and <= 3660), "validDays", "From 1 to 3660 days.");
        checks.That(input.LastDay is null || input.LastDay >= tenant.ClubDay(now), "lastDay", "This day is over.");
        if (!checks.Pass) return (Guid.Empty, [], checks.Refusal());

        await work.BeginAsync(stop);
        var all = new Money(input.AmountMinor * input.Count, tenant.Info.Currency);
        if (visit.Caller.AccountId is { } hand && await limits.TakeAsync(hand, all, stop) is not null)
        {
            await work.RollbackAsync();
            return (Guid.Empty, [], WalletRefusals.OverLimit);
        }
        var (batch, codes) = (Guid.CreateVersion7(now), Enumerable.Range(0, input.Count).Select(_ => CodeLetters.New()).ToList());
        work.Model<PaymentsModel>().CreditCodes.AddRange(codes.Select(code => new CreditCode
        {
            Id = Guid.CreateVersion7(now),
            Kind = LotKind.Voucher,
            CodeHash = CodeLetters.HashOf(code)!,
            Hint = CodeLetters.HintOf(code),
            AmountMinor = input.AmountMinor,
            Currency = tenant.Info.Currency,
            Label = label,
            ValidDays = input.ValidDays,
            LastDay = input.LastDay,
            BatchId = batch,
            CreatedAt = now,
        }));
        work.Audit(new Act("voucher.issued", "vouchers", $"{batch}", label) { Changes = [new Changed("vouchers", null, $"{input.Count} × {MoneyText.Format(new Money(input.AmountMinor, tenant.Info.Currency), "en")}")] });
        await work.CommitAsync(stop);
        return (batch, codes, null);
    }

    public async Task<IReadOnlyList<VoucherBatch>> ListAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var batches = await work.Model<PaymentsModel>().CreditCodes.AsNoTracking().Where(code => code.Kind == LotKind.Voucher)
            .GroupBy(code => new { code.BatchId, code.Label, code.AmountMinor, code.Currency, code.LastDay, code.CreatedAt })
            .Select(same => new { same.Key, All = same.Count(), Redeemed = same.Count(code => code.State == CreditCode.Redeemed), Stopped = same.Count(code => code.State == CreditCode.Stopped) })
            .OrderByDescending(one => one.Key.CreatedAt).Take(200).ToListAsync(stop);
        await work.RollbackAsync();
        return [.. batches.Select(one => new VoucherBatch(one.Key.BatchId, one.Key.Label, new Money(one.Key.AmountMinor, one.Key.Currency), one.All, one.Redeemed, one.Stopped, one.Key.LastDay, one.Key.CreatedAt))];
    }

    /// <summary>Stops what nobody has redeemed of a batch; credit that was redeemed stays.</summary>
    public async Task<(int Stopped, Refusal? Refusal)> StopAsync(Guid batch, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        await using var command = work.Command("update credit_codes set state = 'stopped' where batch_id = $1 and kind = 'voucher' and state = 'open'", batch);
        var stopped = await command.ExecuteNonQueryAsync(stop);
        if (stopped == 0)
        {
            var isThere = await work.Model<PaymentsModel>().CreditCodes.AnyAsync(code => code.BatchId == batch && code.Kind == LotKind.Voucher, stop);
            await work.RollbackAsync();
            return (0, isThere ? null : Refusal.NotFound("This batch of vouchers"));
        }
        work.Audit(new Act("voucher.stopped", "vouchers", $"{batch}") { Changes = [new Changed("vouchers", $"{stopped}", null)] });
        await work.CommitAsync(stop);
        return (stopped, null);
    }
}
