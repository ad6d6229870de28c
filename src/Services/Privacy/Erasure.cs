using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Privacy;

/// <summary>That somebody is to be erased, as its row says.</summary>
public sealed class Erasure
{
    /// <summary>Asked for, to be done in a moment.</summary>
    public const string Asked = "asked";

    /// <summary>Something had begun that has to be over first.</summary>
    public const string Refused = "refused";

    /// <summary>Erased; what is on its way through the outbox is waited for.</summary>
    public const string Erased = "erased";

    /// <summary>Nothing is left.</summary>
    public const string Finished = "finished";

    public Guid Id { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public Guid? AskedBy { get; init; }

    public bool ByHolder { get; init; }

    /// <summary>Whose data: JSON, sealed in its column.</summary>
    public string? Person { get; set; }

    public string State { get; set; } = Asked;

    /// <summary>JSON: what was erased and what was kept and why.</summary>
    public string Receipt { get; set; } = "[]";

    public DateTimeOffset? ErasedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>What became of each kind of data.</summary>
    public IReadOnlyList<Handled> Handled => JsonSerializer.Deserialize<Handled[]>(Receipt, JsonSerializerOptions.Web)!;
}

/// <summary>Erasures, as objects.</summary>
internal sealed class PrivacyModel(DbContextOptions<PrivacyModel> options) : ServiceModel(options)
{
    public static readonly SealedColumn Person = new("erasures", "person_sealed", "erasures.person");

    public DbSet<Erasure> Erasures => Set<Erasure>();

    public DbSet<DataExport> DataExports => Set<DataExport>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Erasure>(erasure =>
    {
        erasure.Property(one => one.Id).ValueGeneratedNever();
        erasure.Property(one => one.Receipt).HasColumnType("jsonb");
        erasure.Ignore(one => one.Handled);
        erasure.Seals(nameof(Erasure.Person), Person);
    });
}
