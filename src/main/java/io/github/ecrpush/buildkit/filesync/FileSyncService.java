package io.github.ecrpush.buildkit.filesync;

import io.github.ecrpush.buildkit.wire.FileSyncGrpc;
import io.github.ecrpush.buildkit.wire.Packet;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;

/// Gives BuildKit the directories of a build.
///
/// @param directories what may be read
/// @param workshop where they are made ready
public record FileSyncService(LocalDirectories directories, Workshop workshop)
    implements BindableService {

  @Override
  public ServerServiceDefinition bindService() {
    return ServerServiceDefinition.builder(FileSyncGrpc.getServiceDescriptor())
        .addMethod(FileSyncGrpc.getDiffCopyMethod(), this::answer)
        .build();
  }

  private ServerCall.Listener<Packet> answer(ServerCall<Packet, Packet> call, Metadata headers) {
    TransferRequest request;
    try {
      request = TransferRequest.of(headers);
    } catch (IllegalArgumentException _) {
      return refuse(call, Status.INVALID_ARGUMENT.withDescription("a header is not encoded well"));
    }
    var root = directories.find(request.name());
    if (root.isEmpty()) {
      return refuse(call, Status.NOT_FOUND.withDescription("no directory " + request.name()));
    }
    var transfer = new Transfer(root.get(), request, call, workshop);
    transfer.start();
    return transfer;
  }

  private static ServerCall.Listener<Packet> refuse(
      ServerCall<Packet, Packet> call, Status status) {
    call.close(status, new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
