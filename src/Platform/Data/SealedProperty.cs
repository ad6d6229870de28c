using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Platform.Data;

/// <summary>
/// A property of an entity whose column is sealed: it is opened when the row is read and sealed when it is saved, and the database never sees it.
/// It cannot be asked for in a query: only its index or its pieces can.
/// </summary>
public static class SealedProperty
{
    private const string Mark = "padel:sealed";

    /// <summary>Says that a text of the entity, whose key is a <see cref="Guid"/> called <c>Id</c>, lies sealed in this column.</summary>
    /// <param name="plainType">Type of the column in the clear.</param>
    public static void Seals<TEntity>(this EntityTypeBuilder<TEntity> entity, string property, SealedColumn column, string plainType = "text") where TEntity : class
    {
        entity.Ignore(property);
        entity.Property<byte[]?>(Shadow(property)).HasColumnName(column.Column);
        if (column.Plain is { } plain) entity.Property<string?>(Clear(property)).HasColumnName(plain).HasColumnType(plainType);
        if (column.Pieces is { } pieces) entity.Property<long[]?>(Pieces(property)).HasColumnName(pieces);
        entity.Metadata.AddAnnotation($"{Mark}:{property}", column);
    }

    internal static IEnumerable<(string Property, SealedColumn Column)> Of(IReadOnlyTypeBase entity) =>
        entity.GetAnnotations().Where(note => note.Name.StartsWith(Mark, StringComparison.Ordinal)).Select(note => (note.Name[(Mark.Length + 1)..], (SealedColumn)note.Value!));

    internal static string Shadow(string property) => $"{property}Sealed";

    internal static string Clear(string property) => $"{property}InTheClear";

    private static string Pieces(string property) => $"{property}Pieces";

    /// <summary>Seals what was changed, before it is saved.</summary>
    internal static void Write(ServiceModel model)
    {
        if (!model.Model.GetEntityTypes().Any(type => Of(type).Any())) return;
        foreach (var entry in model.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Unchanged).ToList())
            foreach (var (property, column) in Of(entry.Metadata)) Write(entry, property, column, Needed(model));
    }

    /// <summary>What seals and opens for this model.</summary>
    internal static Sealed Needed(DbContext model) =>
        (model as ServiceModel)?.Sealing ?? throw new InvalidOperationException("A model with sealed properties belongs to a unit of work: it says whose data key seals.");

    private static void Write(EntityEntry entry, string property, SealedColumn column, Sealed sealing)
    {
        var row = (Guid)entry.Property("Id").CurrentValue!;
        var text = (string?)entry.Metadata.ClrType.GetProperty(property)!.GetValue(entry.Entity);
        var (shut, clear) = (entry.Property(Shadow(property)), column.Plain is null ? null : entry.Property(Clear(property)));
        if (text == sealing.Open(column.Name, row, (byte[]?)shut.CurrentValue, (string?)clear?.CurrentValue)) return;

        shut.CurrentValue = sealing.Seal(column.Name, row, text);
        if (clear is not null) clear.CurrentValue = null;
        if (column.Pieces is not null) entry.Property(Pieces(property)).CurrentValue = sealing.Pieces(column.Name, text);
    }
}

/// <summary>Opens sealed properties of rows as they are read.</summary>
internal sealed class OpensSealed : IMaterializationInterceptor
{
    public static readonly OpensSealed Instance = new();

    public object InitializedInstance(MaterializationInterceptionData materializationData, object entity)
    {
        foreach (var (property, column) in SealedProperty.Of(materializationData.EntityType))
        {
            var shut = materializationData.GetPropertyValue<byte[]?>(SealedProperty.Shadow(property));
            var clear = column.Plain is null ? null : materializationData.GetPropertyValue<string?>(SealedProperty.Clear(property));
            if (shut is null && clear is null) continue;
            var text = SealedProperty.Needed(materializationData.Context).Open(column.Name, materializationData.GetPropertyValue<Guid>("Id"), shut, clear);
            materializationData.EntityType.ClrType.GetProperty(property)!.SetValue(entity, text);
        }
        return entity;
    }
}
