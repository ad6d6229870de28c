namespace PadelSaaS.Platform.Security;

/// <summary>How the console knows its people. They are the platform's own and have no account at any club.</summary>
public static class ConsoleDoor
{
    /// <summary>The scheme that reads their cookie.</summary>
    public const string Scheme = "console";

    /// <summary>What every platform admin may do, and nobody else.</summary>
    public const string Ability = "platform.admin";
}
