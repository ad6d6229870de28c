namespace PadelSaaS.Players.Exchange;

/// <summary>The columns of a file of customers, by whatever name spreadsheets give them.</summary>
internal static class CustomerColumns
{
    /// <summary>Columns as they are exported.</summary>
    public static readonly IReadOnlyList<string> All = ["id", "name", "email", "phone", "language", "tags", "groups", "blocked", "marketing_consent"];

    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["nombre"] = "name",
        ["full name"] = "name",
        ["e-mail"] = "email",
        ["mail"] = "email",
        ["correo"] = "email",
        ["correo electronico"] = "email",
        ["telefono"] = "phone",
        ["mobile"] = "phone",
        ["movil"] = "phone",
        ["idioma"] = "language",
        ["etiquetas"] = "tags",
        ["grupos"] = "groups",
        ["bloqueado"] = "blocked",
        ["marketing consent"] = "marketing_consent",
        ["marketing"] = "marketing_consent",
    };

    /// <summary>Which cell holds which column; cells with other headings are left alone.</summary>
    public static IReadOnlyDictionary<string, int> Of(IReadOnlyList<string> headings)
    {
        var columns = new Dictionary<string, int>();
        for (var place = 0; place < headings.Count; place++)
        {
            var heading = Folded.Text(headings[place]).Trim();
            var column = Aliases.GetValueOrDefault(heading, heading);
            if (All.Contains(column)) columns.TryAdd(column, place);
        }
        return columns;
    }
}
