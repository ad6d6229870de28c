using System.Globalization;

namespace PadelSaaS.Venues.Managing;

/// <summary>What a button of a form does to one of its rows before anything is saved: <c>up:2</c>, <c>remove:0</c>, <c>add</c>.</summary>
internal static class RowAct
{
    public static (string Act, int Row) Of(string text)
    {
        var parts = text.Split(':');
        return parts[0] is "add" or "preview" or "remove" or "up" or "down" or "copy"
            ? (parts[0], parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : -1)
            : ("", -1);
    }

    /// <summary>The rows in the order they have after it.</summary>
    public static IEnumerable<int> Moved(List<int> rows, string act, int row)
    {
        if (row < 0 || row >= rows.Count) return rows;
        if (act == "remove") return rows.Where(one => one != row);

        var other = act == "up" ? row - 1 : row + 1;
        if (other >= 0 && other < rows.Count) (rows[row], rows[other]) = (rows[other], rows[row]);
        return rows;
    }
}
