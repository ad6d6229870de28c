using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Notifications.InApp;
using PadelSaaS.Notifications.Push;

namespace PadelSaaS.Notifications;

/// <summary>
/// The channel of each kind that this process has: a configured provider, otherwise the inbox in Development, otherwise none. Mail there always is:
/// messages wait for a server that was forgotten, while nobody is written to by telephone that cannot be.
/// </summary>
internal sealed class Channels
{
    private readonly Dictionary<string, IChannel> byKind;

    public Channels(IServiceProvider provider, IConfiguration configuration, IHostEnvironment environment)
    {
        byKind = provider.GetServices<IChannel>().Where(channel => IsChosen(channel, configuration)).GroupBy(channel => channel.Kind).ToDictionary(group => group.Key, group => group.First());
        foreach (var kind in ChannelKind.All.Where(kind => !byKind.ContainsKey(kind) && environment.IsDevelopment()))
            byKind[kind] = ActivatorUtilities.CreateInstance<DevInbox>(provider, kind);
        byKind[ChannelKind.InApp] = new InAppChannel();
        byKind[ChannelKind.Push] = ActivatorUtilities.CreateInstance<PushChannel>(provider);
        if (!byKind.ContainsKey(ChannelKind.Email)) byKind[ChannelKind.Email] = new NoChannel();
    }

    /// <summary>The channel of a kind; <see langword="null"/> where this platform has none.</summary>
    public IChannel? Of(string kind) => byKind.GetValueOrDefault(kind);

    /// <summary>Whether a message of this kind could leave.</summary>
    public bool Has(string kind) => byKind.ContainsKey(kind);

    private static bool IsChosen(IChannel channel, IConfiguration configuration) => channel switch
    {
        SmtpChannel => SmtpChannel.IsConfigured(configuration),
        SendGridChannel => SendGridChannel.IsConfigured(configuration),
        SesChannel => SesChannel.IsConfigured(configuration),
        TwilioChannel => TwilioChannel.IsConfigured(configuration),
        WhatsAppChannel => WhatsAppChannel.IsConfigured(configuration),
        _ => true,
    };
}
