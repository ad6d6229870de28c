using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Security;
using PadelSaaS.Players.Exchange;
using PadelSaaS.Players.Profile;

namespace PadelSaaS.Players;

/// <summary>Customers and their groups, as objects.</summary>
internal sealed class PlayersModel(DbContextOptions<PlayersModel> options) : ServiceModel(options)
{
    /// <summary>The number a customer can be reached at, and what a part of it is found by. What is searched as text told it as well.</summary>
    public static readonly SealedColumn Phone = new(
        "customers", "phone_sealed", "customers.phone", Plain: "phone", Pieces: "phone_pieces",
        Besides: @"searched = btrim(regexp_replace(searched, '(^| )\d{6,}(?= |$)', '', 'g')), also_searched = btrim(regexp_replace(also_searched, '(^| )\d{6,}(?= |$)', '', 'g'))");

    /// <summary>A file somebody uploaded, until it is applied.</summary>
    public static readonly SealedColumn ImportText = new("customer_imports", "text_sealed", "customer_imports.text", Plain: "text");

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<CustomerGroup> CustomerGroups => Set<CustomerGroup>();

    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();

    public DbSet<Note> Notes => Set<Note>();

    public DbSet<HistoryRow> History => Set<HistoryRow>();

    public DbSet<Import> Imports => Set<Import>();

    /// <summary>The guest of an address, as the index knows them.</summary>
    public IQueryable<Customer> GuestsOf(string email) => Customers.FromSql($"select * from customers where account_id is null and lower(email) = lower({email})");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Customer>(customer =>
        {
            customer.Property(one => one.Id).ValueGeneratedNever();
            customer.Seals(nameof(Customer.Phone), Phone);
        });
        modelBuilder.Entity<Note>(note =>
        {
            note.ToTable("customer_notes").Property(n => n.Id).ValueGeneratedNever();
            note.HasOne<Customer>().WithMany().HasForeignKey(n => n.CustomerId);
        });
        modelBuilder.Entity<HistoryRow>(row =>
        {
            row.ToTable("customer_history").Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Detail).HasColumnType("jsonb");
            row.HasOne<Customer>().WithMany().HasForeignKey(r => r.CustomerId);
        });
        modelBuilder.Entity<Import>(import =>
        {
            import.ToTable("customer_imports").Property(one => one.Id).ValueGeneratedNever();
            import.Seals(nameof(Import.Text), ImportText);
        });
        modelBuilder.Entity<CustomerGroup>(group =>
        {
            group.HasKey(g => g.Key);
            group.Property(g => g.Name).HasColumnType("jsonb");
        });
        modelBuilder.Entity<GroupMember>(member =>
        {
            member.HasKey(m => new { m.CustomerId, m.GroupKey });
            member.HasOne<Customer>().WithMany().HasForeignKey(m => m.CustomerId);
            member.HasOne<CustomerGroup>().WithMany().HasForeignKey(m => m.GroupKey);
        });
    }
}
