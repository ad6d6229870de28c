using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Data;
using PadelSaaS.Players.Exchange;
using PadelSaaS.Players.Profile;

namespace PadelSaaS.Players;

/// <summary>Customers and their groups, as objects.</summary>
internal sealed class PlayersModel(DbContextOptions<PlayersModel> options) : ServiceModel(options)
{
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
        modelBuilder.Entity<Customer>().Property(customer => customer.Id).ValueGeneratedNever();
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
        modelBuilder.Entity<Import>().ToTable("customer_imports").Property(import => import.Id).ValueGeneratedNever();
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
