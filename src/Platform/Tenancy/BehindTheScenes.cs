namespace PadelSaaS.Platform.Tenancy;

/// <summary>Whether this scope serves a reaction or a job and not a request. Set by the loop that opens the scope.</summary>
public sealed class BehindTheScenes
{
    /// <summary>True in scopes of reactions and jobs.</summary>
    public bool Is { get; set; }
}
