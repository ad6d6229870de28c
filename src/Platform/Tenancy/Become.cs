namespace PadelSaaS.Platform.Tenancy;

/// <summary>The statement that makes a transaction somebody's. <c>true</c> means local: the settings end with the transaction.</summary>
public static class Become
{
    /// <summary>Parameters: role, search path.</summary>
    public const string Sql = "select set_config('role', $1, true), set_config('search_path', $2, true)";
}
