using System.Text;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Security;

/// <summary>
/// Seals what a stolen table must not tell, for the scope's club, or for the platform where there is none. A value is bound to its owner, its
/// column and its row: moved anywhere else, it does not open.
/// </summary>
public sealed class Sealed(CurrentTenant current, DataKeys keys)
{
    /// <summary>The value as it may lie in a table; <see langword="null"/> stays <see langword="null"/>.</summary>
    /// <param name="column">Table and column, such as <c>customers.phone</c>. Part of the seal: it never changes.</param>
    /// <param name="row">The row's id. Part of the seal, too.</param>
    public byte[]? Seal(string column, Guid row, string? value) => value is null ? null : keys.Seal(Owner, column, Row(row), Encoding.UTF8.GetBytes(value));

    /// <summary>The value again.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was changed, or comes from another place.</exception>
    public string? Open(string column, Guid row, byte[]? value) => value is null ? null : Encoding.UTF8.GetString(keys.Open(Owner, column, Row(row), value));

    /// <summary>
    /// What stands beside a sealed value so that it can be found again by equality: 128 bits of HMAC-SHA256 under a key of this owner and column.
    /// Whoever asks brings the value into one form first.
    /// </summary>
    public byte[]? BlindIndex(string column, string? value) => string.IsNullOrEmpty(value) ? null : keys.BlindIndex(Owner, column, value);

    /// <summary>A value whose column lay in the clear before: what is in the clear was written later, by code from before it was sealed.</summary>
    public string? Open(string column, Guid row, byte[]? value, string? plain) => plain ?? Open(column, row, value);

    /// <summary>
    /// What stands beside a sealed telephone number so that a part of it finds it; see <see cref="NumberPieces"/>. <see langword="null"/> where
    /// there are too few digits.
    /// </summary>
    public long[]? Pieces(string column, string? number) => NumberPieces.Of(number) is { Count: > 0 } pieces ? keys.Tokens(Owner, column, pieces) : null;

    /// <summary>What to look for among <see cref="Pieces"/>; <see langword="null"/> where fewer digits were typed than anybody is found by.</summary>
    public long? Piece(string column, string? typed) => NumberPieces.Digits(typed) is { Length: >= NumberPieces.Fewest } digits ? keys.Tokens(Owner, column, [digits])[0] : null;

    private string Owner => current.IsKnown ? current.Info.Schema : Database.PlatformRole;

    internal static string Row(Guid row) => row.ToString("N");
}

/// <summary>A column of sealed values, for those who seal them anew: keyed by <c>id</c>, a uuid.</summary>
/// <param name="Table">Table without schema.</param>
/// <param name="Column">The sealed <c>bytea</c>.</param>
/// <param name="Name">What <see cref="Sealed.Seal"/> is told, such as <c>customers.phone</c>.</param>
/// <param name="Shared">Whether it lies in the schema <c>platform</c>.</param>
/// <param name="Plain">Column that held the value before it was sealed; emptied by <c>padel keys seal</c>.</param>
/// <param name="Index">Column of the blind index.</param>
/// <param name="Indexed">The form in which a value is indexed.</param>
/// <param name="Pieces">Column of what a part of a telephone number is found by, a <c>bigint[]</c>.</param>
/// <param name="Besides">SQL that takes out of other columns of the row what told the value in the clear, such as <c>searched = …</c>.</param>
public sealed record SealedColumn(
    string Table, string Column, string Name, bool Shared = false, string? Plain = null, string? Index = null, Func<string, string?>? Indexed = null, string? Pieces = null, string? Besides = null);
