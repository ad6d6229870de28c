namespace PadelSaaS.Platform.Events;

/// <summary>
/// A broker between the outbox and the services. Where none is configured each service reads the outbox itself. With one, a relay puts facts on
/// the broker's topics, and every service listens as a group of its own. Both deliver at least once and keep the order of one aggregate.
/// </summary>
public interface IFactBroker
{
    /// <summary>Puts letters on their topics, in this order, and returns when the broker has them all for good.</summary>
    /// <exception cref="InvalidOperationException">The broker does not answer or refuses one. Some may be there: they are sent again.</exception>
    Task SendAsync(IReadOnlyList<Letter> letters, CancellationToken stop);

    /// <summary>Listens for a service until it is stopped; what was handed over is noted as heard only after <paramref name="hear"/> came back.</summary>
    /// <param name="topics">Where the facts come that the service hears.</param>
    /// <param name="hear">Told letters in the order of the topic; tried again with the same ones when it fails.</param>
    Task ListenAsync(string service, IReadOnlyCollection<string> topics, Func<IReadOnlyList<Letter>, CancellationToken, Task> hear, CancellationToken stop);

    /// <summary>How many messages wait on the broker for services of this process, service by service.</summary>
    IReadOnlyDictionary<string, long> Waiting { get; }
}
