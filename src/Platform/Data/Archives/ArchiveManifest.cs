namespace PadelSaaS.Platform.Data.Archives;

/// <summary>What an archive of one club holds: enough to say whether it is whole, whose it is and which schema it fits.</summary>
/// <param name="Format">1.</param>
/// <param name="Schema">Schema the rows are of.</param>
/// <param name="Scripts">Checksums of the scripts the schema has had, by service and name.</param>
public sealed record ArchiveManifest(
    int Format, Guid Club, string Slug, string Schema, DateTimeOffset TakenAt, IReadOnlyDictionary<string, string> Scripts, IReadOnlyList<ArchivePart> Parts);

/// <summary>A part of an archive.</summary>
/// <param name="Name">Such as <c>tables/bookings.jsonl</c>.</param>
/// <param name="Rows">Rows of a table; 1 for a file.</param>
/// <param name="Sha256">Of what is in it, in hexadecimal.</param>
public sealed record ArchivePart(string Name, long Rows, string Sha256);

/// <summary>How one table of an archive differs from the club as it is now.</summary>
/// <param name="OnlyThen">Rows that were there when the archive was taken and are gone.</param>
/// <param name="OnlyNow">Rows that came since.</param>
/// <param name="Changed">Rows that are there with other content.</param>
public sealed record TableDifference(string Table, long OnlyThen, long OnlyNow, long Changed)
{
    /// <summary>Whether nothing differs.</summary>
    public bool IsNone => OnlyThen + OnlyNow + Changed == 0;
}

/// <summary>An archive cannot be used. The message says why; nothing was changed.</summary>
public sealed class ArchiveException(string message) : InvalidOperationException(message);
