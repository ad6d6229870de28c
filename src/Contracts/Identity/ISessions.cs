namespace PadelSaaS.Contracts.Identity;

/// <summary>Sessions of the current tenant's accounts. Answered by Identity.</summary>
public interface ISessions
{
    /// <summary>
    /// Ends a session in a transaction of its own: its cookie and its tokens are worth nothing from then on, and <see cref="SessionEnded"/> is told. A
    /// session that has ended already, or that is nobody's here, is left alone.
    /// </summary>
    /// <param name="reason">Why, such as <c>kiosk</c>: kept with the session.</param>
    Task EndAsync(Guid sessionId, string reason, CancellationToken stop = default);
}
