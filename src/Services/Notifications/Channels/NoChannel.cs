namespace PadelSaaS.Notifications;

/// <summary>Stands where no mail server was configured: messages wait and say why. Nothing is ever called sent that was not.</summary>
internal sealed class NoChannel : IMailChannel
{
    public string? NotReady => "No mail server is configured: set Mail:Smtp:Host and Mail:Smtp:From.";

    public Task SendAsync(OutgoingMail mail, CancellationToken stop) => throw new InvalidOperationException(NotReady);
}
