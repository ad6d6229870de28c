namespace PadelSaaS.Platform.Http;

/// <summary>Which of the three audiences a host name belongs to.</summary>
public enum Door
{
    /// <summary>The apex: for owners of clubs to be and for visitors who look for a court.</summary>
    Portal,

    /// <summary>A club's own site, on its subdomain or its own domain.</summary>
    Club,

    /// <summary>The platform's console.</summary>
    Console,
}
