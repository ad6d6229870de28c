namespace PadelSaaS.Identity;

/// <summary>Names of the ways to show who one is.</summary>
internal static class Schemes
{
    /// <summary>Picks one of the other two by what is asked for.</summary>
    public const string ByDoor = "by-door";

    /// <summary>Pages: a cookie of this host.</summary>
    public const string Cookie = "cookie";

    /// <summary>The API: a bearer token. It never looks at cookies, so no other site can make a browser use it.</summary>
    public const string Bearer = "bearer";

    /// <summary>The API: a key of an account, carried like a token.</summary>
    public const string Key = "api-key";
}
