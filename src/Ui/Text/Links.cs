namespace PadelSaaS.Ui.Text;

/// <summary>Small changes to the address of the present page.</summary>
public static class Links
{
    /// <summary>The same page with one query value set, the others as they are.</summary>
    public static string With(string pathAndQuery, string name, string value)
    {
        var (path, query) = Split(pathAndQuery);
        var kept = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => pair != name && !pair.StartsWith(name + "=", StringComparison.Ordinal));
        return $"{path}?{string.Join('&', kept.Append($"{name}={Uri.EscapeDataString(value)}"))}";
    }

    /// <summary>Whether the present page is a link's target or lies under it; the root only matches itself.</summary>
    public static bool IsAt(string pathAndQuery, string target)
    {
        var (path, _) = Split(pathAndQuery);
        return path == target || (target != "/" && path.StartsWith(target + "/", StringComparison.Ordinal));
    }

    private static (string Path, string Query) Split(string pathAndQuery)
    {
        var mark = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (pathAndQuery, "") : (pathAndQuery[..mark], pathAndQuery[(mark + 1)..]);
    }
}
