namespace PadelSaaS.Platform.Live;

/// <summary>The tag under which memory keeps a session, and by which open streams hear that it is over.</summary>
public static class SessionTags
{
    /// <param name="session">Id of the session, as its claim has it.</param>
    public static string Of(string session) => $"session:{session}";
}
