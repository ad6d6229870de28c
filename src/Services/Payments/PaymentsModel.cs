using Microsoft.EntityFrameworkCore;
using PadelSaaS.Payments.Desk;
using PadelSaaS.Payments.Reconciliation;
using PadelSaaS.Payments.Settings;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Payments.Stripe;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Payments;

/// <summary>Payments as objects. Whoever changes one locks all of its booking first, so that two words about one booking come one after the other.</summary>
internal sealed class PaymentsModel(DbContextOptions<PaymentsModel> options) : ServiceModel(options)
{
    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<Refund> Refunds => Set<Refund>();

    public DbSet<PaymentSettings> PaymentSettings => Set<PaymentSettings>();

    public DbSet<ProviderAccount> ProviderAccounts => Set<ProviderAccount>();

    public DbSet<Payout> Payouts => Set<Payout>();

    public DbSet<Dispute> Disputes => Set<Dispute>();

    public DbSet<WalletLot> WalletLots => Set<WalletLot>();

    public DbSet<WalletSettings> WalletSettings => Set<WalletSettings>();

    public DbSet<Purchase> Purchases => Set<Purchase>();

    public DbSet<Split> Splits => Set<Split>();

    public DbSet<Share> Shares => Set<Share>();

    public DbSet<SplitFriend> SplitFriends => Set<SplitFriend>();

    public DbSet<SplitSettings> SplitSettings => Set<SplitSettings>();

    public DbSet<CreditPack> CreditPacks => Set<CreditPack>();

    public DbSet<CreditCode> CreditCodes => Set<CreditCode>();

    public DbSet<Till> Tills => Set<Till>();

    public DbSet<TillMovement> TillMovements => Set<TillMovement>();

    public DbSet<ReconciliationRun> Reconciliations => Set<ReconciliationRun>();

    public DbSet<ReconciliationDifference> ReconciliationDifferences => Set<ReconciliationDifference>();

    public DbSet<StatementLine> StatementLines => Set<StatementLine>();

    /// <summary>All payments of a booking, oldest first, locked until the unit of work ends.</summary>
    public Task<List<Payment>> LockBookingAsync(Guid bookingId, CancellationToken stop) =>
        Payments.FromSql($"select * from payments where booking_id = {bookingId} order by id for update").ToListAsync(stop);

    /// <summary>The payment and all that are for the same thing, oldest first, locked until the unit of work ends.</summary>
    public Task<List<Payment>> LockSameAsync(Payment payment, CancellationToken stop) => payment.BookingId is { } booking
        ? LockBookingAsync(booking, stop)
        : Payments.FromSql($"select * from payments where purpose = {payment.Purpose} and purpose_id = {payment.PurposeId} order by id for update").ToListAsync(stop);

    /// <summary>The split of a booking with its shares, locked. Its payments are locked before it: everybody locks in this order.</summary>
    public async Task<LockedSplit?> LockSplitAsync(Guid bookingId, CancellationToken stop)
    {
        var split = await Splits.FromSql($"select * from splits where booking_id = {bookingId} for update").FirstOrDefaultAsync(stop);
        if (split is null) return null;
        var shares = await Shares.FromSql($"select * from shares where split_id = {split.Id} order by seat for update").ToListAsync(stop);
        // Who waited for the lock has not seen a payment that was opened meanwhile: now they do, because none is opened without this lock.
        return new LockedSplit(split, shares, await LockBookingAsync(bookingId, stop));
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ProviderAccount>(account =>
        {
            account.Property(one => one.Id).ValueGeneratedNever();
            account.Property(one => one.Public).HasColumnType("jsonb");
            account.Property(one => one.SecretsAt).HasColumnType("jsonb");
            account.Seals(nameof(ProviderAccount.Secrets), ProviderAccount.SecretsColumn);
        });
        modelBuilder.Entity<PaymentSettings>().HasKey(settings => settings.One);
        modelBuilder.Entity<WalletSettings>().HasKey(settings => settings.One);
        modelBuilder.Entity<WalletSettings>().Property(settings => settings.One).ValueGeneratedNever();
        modelBuilder.Entity<WalletLot>().Ignore(lot => lot.Left).Ignore(lot => lot.Amount).Property(lot => lot.Id).ValueGeneratedNever();
        Memberships.MembershipRows.Map(modelBuilder);
        modelBuilder.Entity<CreditPack>().Ignore(pack => pack.Price).Ignore(pack => pack.Credit).Property(pack => pack.Id).ValueGeneratedNever();
        modelBuilder.Entity<CreditCode>().Ignore(code => code.Amount).Property(code => code.Id).ValueGeneratedNever();
        modelBuilder.Entity<Purchase>().Property(purchase => purchase.Gift).HasColumnType("jsonb");
        modelBuilder.Entity<Purchase>().Ignore(purchase => purchase.Price).Ignore(purchase => purchase.Credit).Property(purchase => purchase.Id).ValueGeneratedNever();
        modelBuilder.Entity<Till>().Property(till => till.Id).ValueGeneratedNever();
        modelBuilder.Entity<Till>().Property(till => till.Counts).HasColumnType("jsonb");
        modelBuilder.Entity<TillMovement>().Property(movement => movement.Id).ValueGeneratedNever();
        modelBuilder.Entity<Payment>().Property(payment => payment.Id).ValueGeneratedNever();
        modelBuilder.Entity<StatementLine>().HasKey(line => new { line.Provider, line.Id });
        modelBuilder.Entity<ReconciliationRun>().Property(run => run.Id).ValueGeneratedNever();
        modelBuilder.Entity<ReconciliationDifference>().Ignore(difference => difference.Ours).Ignore(difference => difference.Theirs).Property(difference => difference.Id).ValueGeneratedNever();
        LockedSplit.Map(modelBuilder);
        modelBuilder.Entity<Refund>().Property(refund => refund.Id).ValueGeneratedNever();
        modelBuilder.Entity<PaymentSettings>().Property(settings => settings.One).ValueGeneratedNever();
    }
}
