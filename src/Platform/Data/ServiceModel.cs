using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Platform.Data;

/// <summary>
/// A service's EF Core model. One model serves every tenant: names are unqualified and the unit of work's <c>search_path</c> says
/// whose tables they are. Tables and columns are the C# names in snake_case; the tables themselves come from the service's SQL.
/// </summary>
public abstract class ServiceModel(DbContextOptions options) : DbContext(options)
{
    internal Sealed? Sealing { get; set; }

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        SealedProperty.Write(this);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Conventions.Add(_ => new SnakeCase());

    private sealed class SnakeCase : IModelFinalizingConvention
    {
        public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
        {
            foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
            {
                if (entity.GetTableName() is { } table && !entity.IsOwned()) entity.SetTableName(Words.Snake(table));
                foreach (var property in entity.GetProperties())
                    property.SetColumnName(Words.Snake(property.GetColumnName()));
            }
        }
    }
}
