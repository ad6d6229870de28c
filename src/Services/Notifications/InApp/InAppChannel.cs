namespace PadelSaaS.Notifications.InApp;

/// <summary>The club's own site: a message is there as soon as it may be seen, and nobody carries it anywhere.</summary>
internal sealed class InAppChannel : IChannel
{
    public string Kind => ChannelKind.InApp;

    public string Provider => "site";

    public string? NotReady => null;

    public Task<Handover> SendAsync(OutgoingMessage message, CancellationToken stop) => Task.FromResult(Handover.Sent());
}
