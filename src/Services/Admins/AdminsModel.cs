using Microsoft.EntityFrameworkCore;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Admins;

/// <summary>The platform's admins, in the shared schema.</summary>
internal sealed class AdminsModel(DbContextOptions<AdminsModel> options) : ServiceModel(options)
{
    public DbSet<Admin> Admins => Set<Admin>();

    public DbSet<AdminLink> Links => Set<AdminLink>();

    public DbSet<AdminSession> Sessions => Set<AdminSession>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Admin>().ToTable("admins");
        modelBuilder.Entity<AdminLink>(link =>
        {
            link.ToTable("admin_links").HasKey(row => row.Hash);
            link.HasOne<Admin>().WithMany().HasForeignKey(row => row.AdminId);
        });
        modelBuilder.Entity<AdminSession>().ToTable("admin_sessions").HasOne<Admin>().WithMany().HasForeignKey(session => session.AdminId);
    }
}
