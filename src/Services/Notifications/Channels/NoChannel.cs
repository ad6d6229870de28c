namespace PadelSaaS.Notifications;

/// <summary>Stands where no mail server was configured: messages wait and say why. Nothing is ever called sent that was not.</summary>
internal sealed class NoChannel : IChannel
{
    public string Kind => ChannelKind.Email;

    public string Provider => "none";

    public string? NotReady => "No mail server is configured: set Mail:Smtp:Host and Mail:Smtp:From.";

    public Task<Handover> SendAsync(OutgoingMessage message, CancellationToken stop) => throw new InvalidOperationException(NotReady);
}
